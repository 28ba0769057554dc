import { z } from 'zod'
import { ruleCondition } from './condition'

export const ruleKinds = ['forward', 'prefetch', 'retention', 'quota', 'cold'] as const
export type RuleKind = (typeof ruleKinds)[number]

const days = z.number().int().min(1).max(36_500)

const forward = z.strictObject({ destinationId: z.uuid() })
const prefetch = z.strictObject({
  /** The archive that is asked. */
  destinationId: z.uuid(),
  /** Priors per study, the most relevant first. */
  most: z.number().int().min(1).max(20).default(3),
  /** Older than that is not fetched. */
  years: z.number().int().min(1).max(100).default(5),
})
const retention = z.strictObject({
  /** Kept at least so long after its last image arrived. */
  days,
})
const quota = z.strictObject({
  /** When the archive holds more, the oldest read studies go until it does not. */
  gigabytes: z.number().min(1).max(10_000_000),
})
const cold = z.strictObject({ days })

/** What a rule does, by kind. */
export const ruleSettings = { forward, prefetch, retention, quota, cold } satisfies Record<
  RuleKind,
  z.ZodType
>

const named = { name: z.string().trim().min(1).max(80), condition: ruleCondition }

/** A rule as a person writes it. */
export const ruleInput = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, kind: z.literal('forward'), settings: forward }),
  z.strictObject({ ...named, kind: z.literal('prefetch'), settings: prefetch }),
  z.strictObject({ ...named, kind: z.literal('retention'), settings: retention }),
  z.strictObject({ ...named, kind: z.literal('quota'), settings: quota }),
  z.strictObject({ ...named, kind: z.literal('cold'), settings: cold }),
])

export type RuleInput = z.infer<typeof ruleInput>
export type Rule = RuleInput & { id: string; enabledAt: Date | null }
export type RuleOf<Kind extends RuleKind> = Extract<Rule, { kind: Kind }>
