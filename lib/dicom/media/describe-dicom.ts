import { decodeText, newTextBudget } from '../decode-text'
import { mediaTags, type MediaAttributes, type MediaKeyword } from './media-tags'

const keywords = Object.keys(mediaTags) as MediaKeyword[]
/** Longer than any value of these attributes may be (PS3.5 6.2). */
const longestValue = 1024
const vrs: Partial<Record<MediaKeyword, string>> = {
  PatientName: 'PN',
  PatientID: 'LO',
  StudyDescription: 'LO',
}

/** The text of the attributes that `scanElements` kept, '' for what is missing. */
export function describeDicom(attributes: MediaAttributes): Record<MediaKeyword, string> {
  const plain = (keyword: MediaKeyword): string =>
    new TextDecoder('latin1')
      .decode(attributes[keyword]?.subarray(0, longestValue))
      .replace(/[\0 ]+$/, '')
      .trim()
  const specificCharacterSet = plain('SpecificCharacterSet')
  const budget = newTextBudget()
  const textOf = (keyword: MediaKeyword): string => {
    const bytes = attributes[keyword]?.subarray(0, longestValue)
    const vr = vrs[keyword]
    if (!bytes || !vr) return plain(keyword)
    return decodeText({ bytes, vr, specificCharacterSet, budget })
      .replace(/[\0 ]+$/, '')
      .trim()
  }
  return Object.fromEntries(keywords.map((keyword) => [keyword, textOf(keyword)])) as Record<
    MediaKeyword,
    string
  >
}
