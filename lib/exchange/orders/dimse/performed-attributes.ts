import type { DicomJson } from '@/lib/dicom/dicom-json'
import { keywordOf, tagOf } from '@/lib/dicom/dictionary'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { AppError } from '@/lib/errors'
import { performedStatuses, type PerformedStatus } from '@/lib/reading/step-status'

/** N-service statuses of PS3.7 C.5 that say more than an error code does. */
export const status = {
  noSuchAttribute: 0x0105,
  invalidAttributeValue: 0x0106,
  processingFailure: 0x0110,
  duplicateSOPInstance: 0x0111,
  noSuchSOPInstance: 0x0112,
  missingAttribute: 0x0120,
  missingAttributeValue: 0x0121,
} as const

export function refusal(Status: number, message: string): AppError {
  return new AppError('invalid', message, { detail: { Status } })
}

/** Attributes of N-CREATE with type 1 (PS3.4 table F.7.2-1). */
const requiredAtStart = [
  'PerformedProcedureStepID',
  'PerformedStationAETitle',
  'PerformedProcedureStepStartDate',
  'PerformedProcedureStepStartTime',
  'PerformedProcedureStepStatus',
  'Modality',
  'ScheduledStepAttributesSequence',
]
/** What the final state must have (PS3.4 F.7.2.2.2). */
const requiredAtEnd = ['PerformedProcedureStepEndDate', 'PerformedProcedureStepEndTime']

/** What N-SET may not change: whom and which step the instance is about (PS3.4 table F.7.2-1, "not allowed"). */
const fixed = [
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'PerformedProcedureStepID',
  'PerformedStationAETitle',
  'PerformedProcedureStepStartDate',
  'PerformedProcedureStepStartTime',
  'Modality',
  'ScheduledStepAttributesSequence',
]

/** @throws AppError with 0120 or 0121 naming the attribute */
function requireValue(json: DicomJson, keyword: string): void {
  const attribute = json[tagOf(keyword)]
  if (!attribute) throw refusal(status.missingAttribute, `Missing: ${keyword}`)
  if ((attribute.Value ?? []).length === 0)
    throw refusal(status.missingAttributeValue, `Without value: ${keyword}`)
}

/** @throws AppError with 0106 */
function performedStatus(json: DicomJson): PerformedStatus {
  const said = textOf(json, 'PerformedProcedureStepStatus')
  const known = performedStatuses.find((one) => one === said)
  if (!known) throw refusal(status.invalidAttributeValue, 'PerformedProcedureStepStatus is unknown')
  return known
}

/** What a new step must have. @throws AppError with 0106, 0120 or 0121 */
export function requireStart(attributes: DicomJson): void {
  for (const keyword of requiredAtStart) requireValue(attributes, keyword)
  if (performedStatus(attributes) !== 'IN PROGRESS') {
    throw refusal(status.invalidAttributeValue, 'A new step is IN PROGRESS')
  }
  for (const item of itemsOf(attributes, 'ScheduledStepAttributesSequence')) {
    requireValue(item, 'StudyInstanceUID')
  }
}

/**
 * The attributes after N-SET: top-level attributes replace those that were there, sequences as a whole.
 * @throws AppError with 0106 when what is fixed would change, 0120 or 0121 when the final state lacks something
 */
export function withModifications(
  before: DicomJson,
  modifications: DicomJson,
): { attributes: DicomJson; status: PerformedStatus } {
  for (const [tag, attribute] of Object.entries(modifications)) {
    const keyword = keywordOf(tag) ?? tag
    const isSame = JSON.stringify(attribute.Value ?? []) === JSON.stringify(before[tag]?.Value ?? [])
    if (fixed.includes(keyword) && !isSame) {
      throw refusal(status.invalidAttributeValue, `Cannot change: ${keyword}`)
    }
  }
  const attributes = { ...before, ...modifications }
  const after = performedStatus(attributes)
  if (after !== 'IN PROGRESS') for (const keyword of requiredAtEnd) requireValue(attributes, keyword)
  return { attributes, status: after }
}

/** The objects that the step's series name (PS3.3 C.4.15). */
export function performedInstances(attributes: DicomJson): string[] {
  const named = itemsOf(attributes, 'PerformedSeriesSequence').flatMap((series) =>
    ['ReferencedImageSequence', 'ReferencedNonImageCompositeSOPInstanceSequence'].flatMap((keyword) =>
      itemsOf(series, keyword).map((item) => textOf(item, 'ReferencedSOPInstanceUID')),
    ),
  )
  return [...new Set(named.filter((uid) => uid !== ''))]
}
