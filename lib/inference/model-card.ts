import { z } from 'zod'
import { aiUrgencies } from '@/lib/reading/states'

export const preprocessings = ['pad-square-triangle-percentile-v1'] as const

/** `card.json` of a model version: what it is, what it may look at, how its outputs are read. */
export const modelCard = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string(),
  licence: z.string(),
  attribution: z.string(),
  intendedUse: z.string(),
  file: z.string().regex(/^[\w.-]+\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  eligibility: z.object({
    modalities: z.array(z.string()).min(1),
    bodyParts: z.array(z.string()).min(1),
    viewPositions: z.array(z.string()),
    minAgeYears: z.number().min(0),
    minPixels: z.number().int().min(1),
  }),
  input: z.object({
    name: z.string(),
    size: z.number().int().min(16).max(2048),
    preprocessing: z.enum(preprocessings),
    percentiles: z.tuple([z.number().min(0).max(100), z.number().min(0).max(100)]),
  }),
  outputs: z.object({ logits: z.string(), gate: z.string(), features: z.string().optional() }),
  gate: z.object({ temperature: z.number().positive(), threshold: z.number().min(0).max(1) }),
  findings: z
    .array(
      z.object({
        name: z.string(),
        label: z.string(),
        code: z.object({ system: z.string(), value: z.string(), meaning: z.string() }),
        calibration: z.object({ type: z.literal('platt'), a: z.number(), b: z.number() }),
        operatingPoint: z.number().min(0).max(1),
        urgency: z.enum(aiUrgencies),
      }),
    )
    .min(1),
  metrics: z.unknown(),
  trainedOn: z.string(),
})

export type ModelCard = z.infer<typeof modelCard>
