import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ModelCard } from './model-card'

/** A model of 395 bytes: seven logits that grow with the mean of the input, a gate of mean + 5. */
const onnx = Buffer.from(
  'CAg6gAMKOAoFaW1hZ2USAW0iClJlZHVjZU1lYW4qDwoEYXhlc0ABQAJAA6ABByoPCghrZWVwZGltcxgAoAECChYKAW0KAmF4EgJtMiIJVW5zcXVlZXplChcKAm0yCgF3EgZsb2dpdHMiBk1hdE11bAoiCgJtMgoBYxIUZnJvbnRhbF9jaGVzdF9sb2dpdDIiA0FkZAo4ChRmcm9udGFsX2NoZXN0X2xvZ2l0MgoCYXgSE2Zyb250YWxfY2hlc3RfbG9naXQiB1NxdWVlemUSBHRpbnkqJwgBCAcQAUIBd0ocAAAAwKuqqr+rqiq/AAAAAKuqKj+rqqo/AAAAQCoPCAEIARABQgFjSgQAAKBAKhIIARAHQgJheEoIAQAAAAAAAABaIgoFaW1hZ2USGQoXCAESEwoDEgFiCgIIAQoDCMACCgMIwAJiGQoGbG9naXRzEg8KDQgBEgkKAxIBYgoCCAdiIgoTZnJvbnRhbF9jaGVzdF9sb2dpdBILCgkIARIFCgMSAWJCBAoAEA0=',
  'base64',
)

const urgencies = ['critical', 'urgent', 'urgent', 'urgent', 'soon', 'soon', 'none'] as const

/** Tests only: writes the small model and its card to `<folder>/test-model/1.0.0`, changed as the test needs it. */
export async function writeTestModel(folder: string, changes: Partial<ModelCard> = {}): Promise<ModelCard> {
  const card: ModelCard = {
    name: 'test-model',
    version: '1.0.0',
    title: 'Test model',
    licence: 'Apache-2.0',
    attribution: 'none',
    intendedUse: 'tests',
    file: 'model.onnx',
    sha256: createHash('sha256').update(onnx).digest('hex'),
    eligibility: {
      modalities: ['CR', 'DX', 'DR'],
      bodyParts: ['CHEST', 'THORAX', 'LUNG'],
      viewPositions: ['PA', 'AP'],
      minAgeYears: 18,
      minPixels: 224,
    },
    input: {
      name: 'image',
      size: 320,
      preprocessing: 'pad-square-triangle-percentile-v1',
      percentiles: [0.5, 99.5],
    },
    outputs: { logits: 'logits', gate: 'frontal_chest_logit' },
    gate: { temperature: 1, threshold: 0.5 },
    findings: urgencies.map((urgency, n) => ({
      name: `finding-${n}`,
      label: `Finding ${n}`,
      code: { system: 'SCT', value: String(n), meaning: `Finding ${n}` },
      calibration: { type: 'platt', a: 1, b: 0 },
      operatingPoint: 0.35,
      urgency,
    })),
    metrics: {},
    trainedOn: '2026-01-01',
    ...changes,
  }
  const version = path.join(folder, 'test-model', '1.0.0')
  await mkdir(version, { recursive: true })
  await writeFile(path.join(version, 'model.onnx'), onnx)
  await writeFile(path.join(version, 'card.json'), JSON.stringify(card))
  return card
}
