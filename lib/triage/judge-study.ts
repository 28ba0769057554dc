import { eligibility, type ImageFacts } from './eligibility'
import type { ModelCard } from '@/lib/inference/model-card'

/** More radiographs than a study has; the rest must not keep the worker from other patients. */
const most = 24

export interface StudyJudgement {
  eligible: string[]
  /** Explicit "no" answers, each for one image, or for the study where SOPInstanceUID is ''. */
  ineligible: { SOPInstanceUID: string; reason: string }[]
}

/**
 * Sorts the images of a study for one model. A study without any eligible image gets one answer as a whole, with the
 * reason of its most promising image; beside an eligible image only radiographs are answered for one by one, so that
 * a CT of a thousand slices does not fill the log.
 */
export function judgeStudy(
  card: Pick<ModelCard, 'eligibility'>,
  images: readonly ImageFacts[],
): StudyJudgement {
  const eligible: string[] = []
  const refused: { image: ImageFacts; reason: string }[] = []
  for (const image of images) {
    const verdict = eligibility(card, image)
    if (verdict.eligible && eligible.length < most) eligible.push(image.SOPInstanceUID)
    else if (verdict.eligible) refused.push({ image, reason: `more than ${most} radiographs in one study` })
    else refused.push({ image, reason: verdict.reason })
  }
  const candidates = refused.filter(({ image }) => card.eligibility.modalities.includes(image.Modality))
  if (eligible.length > 0) {
    return {
      eligible,
      ineligible: candidates.map(({ image, reason }) => ({ SOPInstanceUID: image.SOPInstanceUID, reason })),
    }
  }
  const withPixels = refused.filter(({ image }) => image.PhotometricInterpretation !== null)
  const speaking = candidates.find(({ reason }) => reason !== 'no pixel data') ?? withPixels[0] ?? refused[0]
  return { eligible, ineligible: [{ SOPInstanceUID: '', reason: speaking?.reason ?? 'no pixel data' }] }
}
