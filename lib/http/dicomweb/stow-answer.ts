import { tagOf } from '@/lib/dicom/dictionary'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import type { AppError } from '@/lib/errors'
import { resourceUrl } from './base-url'
import { failureReason } from './failure-reason'

/** What became of one part of a STOW-RS request. */
export type PartOutcome =
  | {
      kind: 'stored'
      StudyInstanceUID: string
      SeriesInstanceUID: string
      SOPInstanceUID: string
      SOPClassUID: string
      warnings: string[]
      /** It stood in this same request before. */
      repeated: boolean
    }
  | { kind: 'failed'; error: AppError }

/** Elements discarded or not indexed: stored unchanged, but an attribute is not usable (PS3.18 table I.2-1). */
const WARNING_ELEMENTS = 0xb006
const WARNING_REPEATED = 0xb00e

/**
 * The Store Instances Response (PS3.18 10.5.3, table I.2-1): what was stored, what was not and why. A sequence that would be empty
 * is left out. 200 all stored, 202 some, or with warnings, 409 none; 413 and 503 when nothing but that was wrong.
 */
export function stowAnswer(
  outcomes: readonly PartOutcome[],
  { base, study }: { base: string; study: string | undefined },
): { status: number; json: DicomJson } {
  const stored = outcomes.filter((outcome) => outcome.kind === 'stored')
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed')
  const studies = new Set(stored.map((outcome) => outcome.StudyInstanceUID))
  const [only] = studies
  const url = studies.size === 1 && only ? resourceUrl(base, { StudyInstanceUID: only }) : null
  const retrieveUrl = url ?? (study ? resourceUrl(base, { StudyInstanceUID: study }) : null)
  const json: DicomJson = {
    ...(retrieveUrl
      ? { [tagOf('RetrieveURL')]: { vr: 'UR', Value: [retrieveUrl] } }
      : { [tagOf('RetrieveURL')]: { vr: 'UR' } }),
    ...(failed.length > 0 && {
      [tagOf('FailedSOPSequence')]: { vr: 'SQ', Value: failed.map((f) => failedItem(f.error)) },
    }),
    ...(stored.length > 0 && {
      [tagOf('ReferencedSOPSequence')]: {
        vr: 'SQ',
        Value: stored.map((outcome) => storedItem(outcome, base)),
      },
    }),
  }
  return { status: statusOf(stored, failed), json }
}

type Stored = Extract<PartOutcome, { kind: 'stored' }>
type Failed = Extract<PartOutcome, { kind: 'failed' }>

function statusOf(stored: readonly Stored[], failed: readonly Failed[]): number {
  if (stored.length > 0) {
    const clean = failed.length === 0 && stored.every((one) => one.warnings.length === 0 && !one.repeated)
    return clean ? 200 : 202
  }
  const allAre = (code: string): boolean => failed.every(({ error }) => error.code === code)
  if (allAre('unavailable')) return 503
  if (allAre('too-large')) return 413
  return failed.every(({ error }) => error.code === 'internal') ? 500 : 409
}

function storedItem(outcome: Stored, base: string): DicomJson {
  const { SOPClassUID, SOPInstanceUID, warnings, repeated } = outcome
  const reason = warnings.length > 0 ? WARNING_ELEMENTS : repeated ? WARNING_REPEATED : null
  return {
    [tagOf('ReferencedSOPClassUID')]: { vr: 'UI', Value: [SOPClassUID] },
    [tagOf('ReferencedSOPInstanceUID')]: { vr: 'UI', Value: [SOPInstanceUID] },
    [tagOf('RetrieveURL')]: { vr: 'UR', Value: [resourceUrl(base, outcome)] },
    ...(reason !== null && { [tagOf('WarningReason')]: { vr: 'US', Value: [reason] } }),
    ...(warnings.length > 0 && {
      [tagOf('FailedAttributesSequence')]: {
        vr: 'SQ',
        Value: warnings.map((warning) => ({
          [tagOf('ErrorComment')]: { vr: 'LO', Value: [warning.slice(0, 64)] },
        })),
      },
    }),
  }
}

function failedItem(error: AppError): DicomJson {
  const uid = (keyword: string) =>
    typeof error.detail[keyword] === 'string' ? String(error.detail[keyword]) : ''
  const ui = (value: string) => (value === '' ? { vr: 'UI' } : { vr: 'UI', Value: [value] })
  return {
    [tagOf('ReferencedSOPClassUID')]: ui(uid('SOPClassUID')),
    [tagOf('ReferencedSOPInstanceUID')]: ui(uid('SOPInstanceUID')),
    [tagOf('FailureReason')]: { vr: 'US', Value: [failureReason(error)] },
    [tagOf('ErrorComment')]: { vr: 'LO', Value: [error.message.slice(0, 64)] },
  }
}
