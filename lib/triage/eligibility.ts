import type { ModelCard } from '@/lib/inference/model-card'
import { ageInYears } from './age-in-years'
import { whyNotFrontal } from './view'

/** What the index knows of an image; nothing is read from storage to decide whether a model may look at it. */
export interface ImageFacts {
  SOPInstanceUID: string
  SOPClassUID: string
  Modality: string
  BodyPartExamined: string
  ViewPosition: string
  SeriesDescription: string
  ProtocolName: string
  StudyDescription: string
  PatientBirthDate: string
  StudyDate: string
  Rows: number | null
  Columns: number | null
  NumberOfFrames: number | null
  /** null: the object has no pixel data */
  PhotometricInterpretation: string | null
}

export type Eligibility = { eligible: true } | { eligible: false; reason: string }

const crossSectional = ['CT', 'MR', 'US', 'PT', 'NM', 'OCT', 'OPT', 'IVUS']
/** Digital X-Ray Image Storage – For Processing: raw detector values, not what a reader or a model sees. */
const forProcessing = '1.2.840.10008.5.1.4.1.1.1.1.1'
const chestWords = /chest|thora|thorax|torax|tórax|lung|pulmon|poumon|brust|pecho|\bcxr\b/i

/**
 * Whether a model may look at an image, by its card; and if not, why, in words for the reader. What the header does
 * not say is left to the gate inside the model.
 */
export function eligibility(card: Pick<ModelCard, 'eligibility'>, image: ImageFacts): Eligibility {
  const { modalities, bodyParts, minAgeYears, minPixels } = card.eligibility
  const no = (reason: string): Eligibility => ({ eligible: false, reason })

  if (image.PhotometricInterpretation === null || !image.Rows || !image.Columns) return no('no pixel data')
  if (!modalities.includes(image.Modality)) return no(whyNotModality(image.Modality))
  if (image.SOPClassUID === forProcessing) return no('raw image for processing')
  if ((image.NumberOfFrames ?? 1) > 1) return no('multi-frame image')
  if (!image.PhotometricInterpretation.startsWith('MONOCHROME')) return no('colour image')

  const bodyPart = whyNotBodyPart(bodyParts, image)
  if (bodyPart) return no(bodyPart)
  const view = whyNotFrontal(image)
  if (view) return no(view)

  const age = ageInYears(image.PatientBirthDate, image.StudyDate)
  if (age !== null && age < minAgeYears) return no(`patient under ${minAgeYears}`)
  if (Math.min(image.Rows, image.Columns) < minPixels) return no('image is too small')
  return { eligible: true }
}

function whyNotModality(modality: string): string {
  if (!modality) return 'unknown modality'
  return crossSectional.includes(modality)
    ? `${modality} is not a projection radiograph`
    : `${modality} is not analysed by this model`
}

function whyNotBodyPart(bodyParts: readonly string[], image: ImageFacts): string | null {
  const named = image.BodyPartExamined.trim().toUpperCase()
  if (named) {
    const fits = bodyParts.some((part) => named.includes(part)) || chestWords.test(named)
    return fits ? null : `body part ${named.slice(0, 16)} is not the chest`
  }
  const described = [image.SeriesDescription, image.ProtocolName, image.StudyDescription].some((text) =>
    chestWords.test(text),
  )
  return described ? null : 'unknown body part'
}
