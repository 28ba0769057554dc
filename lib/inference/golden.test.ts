import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { loadModels } from './load-models'
import { preprocess } from './preprocess'

/** What the training code writes beside each model for a synthetic image (models/…/train/export.py). */
const goldenFile = z.object({
  image: z.object({ rows: z.number(), columns: z.number() }),
  preprocessed: z.array(z.object({ y: z.number(), x: z.number(), value: z.number() })).min(10),
  preprocessedMean: z.number(),
  outputs: z.object({ logits: z.record(z.string(), z.number()), frontal_chest_logit: z.number() }),
})

it(
  'every model in models/ loads and gives here what it gave where it was trained',
  { timeout: 60_000 },
  async () => {
    const models = await loadModels('models')
    expect(models.length).toBeGreaterThan(0)
    for (const model of models) {
      if (model.state !== 'ready') throw new Error(`${model.name}: ${model.reason}`)
      const file = path.join('models', model.name, model.version, 'golden.json')
      const golden = goldenFile.parse(JSON.parse(await readFile(file, 'utf8')))
      const { rows, columns } = golden.image
      const values = Float32Array.from({ length: rows * columns }, (_, n) => {
        const [x, y] = [n % columns, Math.floor(n / columns)]
        return ((7 * x + 13 * y + x * y) % 251) + 2 * y
      })

      const prepared = preprocess({ rows, columns, values }, model.card.input)
      for (const { x, y, value } of golden.preprocessed) {
        expect(Math.abs((prepared[y * model.card.input.size + x] ?? NaN) - value)).toBeLessThan(1e-3)
      }
      const mean = prepared.reduce((sum, value) => sum + value, 0) / prepared.length
      expect(Math.abs(mean - golden.preprocessedMean)).toBeLessThan(1e-3)

      const { logits, gate } = await model.outputsOf({ rows, columns, values })
      model.card.findings.forEach(({ name }, n) => {
        expect(Math.abs((logits[n] ?? NaN) - (golden.outputs.logits[name] ?? NaN)), name).toBeLessThan(1e-4)
      })
      expect(Math.abs(gate - golden.outputs.frontal_chest_logit)).toBeLessThan(1e-4)
    }
  },
)
