import type { RetrieveKeys } from '@/lib/db/archive/instances-to-send'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { textOf, textsOf } from '@/lib/dicom/json-values'
import { isUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { levelOfIdentifier } from './level-of-identifier'
import type { Model } from './models'

const uidKeys = ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID'] as const
const levelKeys = {
  PATIENT: [],
  STUDY: ['StudyInstanceUID'],
  SERIES: ['StudyInstanceUID', 'SeriesInstanceUID'],
  IMAGE: uidKeys,
} as const

/**
 * What a C-MOVE or C-GET identifier names (PS3.4 C.4.2.2.1): one patient, or lists of UIDs down to its level. Keys
 * that it need not have are taken when they are there, others are ignored. The unique key of its own level must be
 * there, so that nobody retrieves the whole archive by mistake.
 * @throws AppError invalid
 */
export function retrieveKeys(identifier: DicomJson, model: Model): RetrieveKeys {
  const level = levelOfIdentifier(identifier, model)
  const PatientID = textOf(identifier, 'PatientID')
  if (level === 'PATIENT') {
    if (PatientID === '') throw new AppError('invalid', 'PatientID is missing')
    return { PatientID }
  }
  const uids = new Map(uidKeys.map((keyword) => [keyword, uidsOf(identifier, keyword)]))
  const own = levelKeys[level].at(-1)
  if (!own || uids.get(own)?.length === 0) throw new AppError('invalid', `${own ?? 'A UID'} is missing`)
  const used = (keyword: (typeof uidKeys)[number]): string[] | undefined => {
    const list = uids.get(keyword) ?? []
    return list.length > 0 && levelKeys[level].some((one) => one === keyword) ? list : undefined
  }
  return {
    ...(model === 'patient' && PatientID !== '' && { PatientID }),
    StudyInstanceUIDs: used('StudyInstanceUID'),
    SeriesInstanceUIDs: used('SeriesInstanceUID'),
    SOPInstanceUIDs: used('SOPInstanceUID'),
  }
}

function uidsOf(identifier: DicomJson, keyword: string): string[] {
  const list = textsOf(identifier, keyword).filter((uid) => uid !== '')
  if (list.every(isUid)) return list
  throw new AppError('invalid', `${keyword} takes UIDs`)
}
