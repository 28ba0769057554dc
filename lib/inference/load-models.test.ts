import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadModels } from './load-models'
import { writeTestModel } from './test-model'

vi.setConfig({ testTimeout: 60_000 })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-models-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const modelFile = () => path.join(folder, 'test-model', '1.0.0', 'model.onnx')
const image = { rows: 300, columns: 400, values: Float32Array.from({ length: 120_000 }, (_, n) => n % 400) }

it('loads a model whose file is the one its card names, and runs it', async () => {
  const card = await writeTestModel(folder)
  const [model] = await loadModels(folder)
  if (model?.state !== 'ready') throw new Error('not ready')
  expect(model).toMatchObject({ name: 'test-model', version: '1.0.0', sha256: card.sha256 })
  expect(await model.run(image)).toMatchObject({
    outcome: 'completed',
    urgency: 'urgent',
    findings: [
      { name: 'finding-0', positive: false, urgency: 'critical' },
      { name: 'finding-1', positive: true, urgency: 'urgent' },
      ...Array.from({ length: 5 }, () => ({ positive: true })),
    ],
  })
})

it('abstains where its own gate says that this is not its kind of image', async () => {
  await writeTestModel(folder, { gate: { temperature: 1, threshold: 0.999 } })
  const [model] = await loadModels(folder)
  if (model?.state !== 'ready') throw new Error('not ready')
  expect(await model.run(image)).toEqual({ outcome: 'abstained', reason: 'not a frontal chest radiograph' })
})

it('refuses an image with values that are not numbers', async () => {
  await writeTestModel(folder)
  const [model] = await loadModels(folder)
  if (model?.state !== 'ready') throw new Error('not ready')
  const values = image.values.slice().fill(NaN, 7, 8)
  await expect(model.run({ ...image, values })).rejects.toMatchObject({ code: 'unprocessable' })
})

it('switches a model off whose file is another than its card names, and still knows the card', async () => {
  await writeTestModel(folder)
  await appendFile(modelFile(), 'x')
  expect(await loadModels(folder)).toMatchObject([
    { state: 'off', reason: 'model file does not match its hash', card: { name: 'test-model' } },
  ])
})

it('says why a model is off: no card, no file, a file that is no model', async () => {
  const card = await writeTestModel(folder)
  await rm(modelFile())
  expect(await loadModels(folder)).toMatchObject([{ state: 'off', reason: 'model file is missing' }])
  await writeFile(
    path.join(folder, 'test-model', '1.0.0', 'card.json'),
    JSON.stringify({ ...card, sha256: 'no' }),
  )
  expect(await loadModels(folder)).toMatchObject([
    { state: 'off', reason: 'model card is missing or not readable', card: null },
  ])
  expect(await loadModels(path.join(folder, 'nowhere'))).toEqual([])
})

it('takes the newest version of a model', async () => {
  await writeTestModel(folder)
  for (const version of ['0.9.0', '1.10.0', '1.9.0']) await mkdir(path.join(folder, 'test-model', version))
  expect(await loadModels(folder)).toMatchObject([{ version: '1.10.0', state: 'off' }])
})
