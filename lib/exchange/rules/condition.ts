import { z } from 'zod'
import { foldName } from '@/lib/dicom/fold-name'

const words = z.array(z.string().trim().min(1).max(64)).max(50).default([])

/** Which studies a rule is about: every part that is given must fit; a part without entries fits all. */
export const ruleCondition = z.strictObject({
  /** One of them in the study. */
  Modality: words,
  BodyPartExamined: words,
  /** One of these words somewhere in the description, whatever its case and accents. */
  StudyDescription: words,
  InstitutionName: words,
  /** Calling AE title, or the name of the token or person it came by. */
  origin: words,
})

export type RuleCondition = z.infer<typeof ruleCondition>

/** Of a study, what conditions look at. */
export interface ConditionedStudy {
  ModalitiesInStudy: readonly string[]
  bodyParts: readonly string[]
  StudyDescription: string
  InstitutionName: string
  /** "C-STORE:CT1", "STOW-RS:…" */
  origins: readonly string[]
}

/** Pure: a dry run and the rule itself cannot judge differently. */
export function fitsCondition(condition: RuleCondition, study: ConditionedStudy): boolean {
  const same = (asked: readonly string[], has: readonly string[]) =>
    asked.length === 0 || asked.some((one) => has.some((other) => folded(one) === folded(other)))
  const within = (asked: readonly string[], text: string) =>
    asked.length === 0 || asked.some((word) => folded(text).includes(folded(word)))
  return (
    same(condition.Modality, study.ModalitiesInStudy) &&
    same(condition.BodyPartExamined, study.bodyParts) &&
    within(condition.StudyDescription, study.StudyDescription) &&
    within(condition.InstitutionName, study.InstitutionName) &&
    same(condition.origin, study.origins.map(withoutDoor))
  )
}

function withoutDoor(origin: string): string {
  return origin.slice(origin.indexOf(':') + 1)
}

function folded(text: string): string {
  return foldName(text.trim())
}
