import type { DicomJson, JsonAttribute } from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { part10Header } from '@/lib/dicom/part10-header'
import { ExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { newUid } from '@/lib/dicom/uid'
import { isRejectionCode, rejectionCodes, type RejectionCode } from './rejection-codes'

export const KeyObjectSelectionDocumentStorage = '1.2.840.10008.5.1.4.1.1.88.59'

export interface Reference {
  SeriesInstanceUID: string
  SOPClassUID: string
  SOPInstanceUID: string
}

export interface RejectionNote {
  code: RejectionCode
  /** By study, what it rejects. */
  studies: { StudyInstanceUID: string; SOPInstanceUIDs: string[] }[]
}

/** What a Key Object Selection rejects (IHE RAD TF-2 4.66.4.1.2.2); null: it is another kind of note. */
export function readRejectionNote(json: DicomJson): RejectionNote | null {
  if (textOf(json, 'SOPClassUID') !== KeyObjectSelectionDocumentStorage) return null
  const [title] = itemsOf(json, 'ConceptNameCodeSequence')
  if (!title || textOf(title, 'CodingSchemeDesignator') !== 'DCM') return null
  const code = textOf(title, 'CodeValue')
  if (!isRejectionCode(code)) return null
  const studies = itemsOf(json, 'CurrentRequestedProcedureEvidenceSequence').map((study) => ({
    StudyInstanceUID: textOf(study, 'StudyInstanceUID'),
    SOPInstanceUIDs: itemsOf(study, 'ReferencedSeriesSequence').flatMap((series) =>
      itemsOf(series, 'ReferencedSOPSequence').map((sop) => textOf(sop, 'ReferencedSOPInstanceUID')),
    ),
  }))
  return { code, studies }
}

export interface NewNote {
  code: RejectionCode
  StudyInstanceUID: string
  /** Of the patient and the study, as the index has them. */
  study: Record<
    | 'PatientID'
    | 'IssuerOfPatientID'
    | 'PatientName'
    | 'PatientBirthDate'
    | 'PatientSex'
    | 'StudyDate'
    | 'StudyTime'
    | 'AccessionNumber'
    | 'StudyID'
    | 'StudyDescription'
    | 'ReferringPhysicianName',
    string
  >
  references: readonly Reference[]
  at: Date
}

/** A Key Object Selection document that rejects instances (PS3.3 A.35.4, PS3.16 TID 2010), as a DICOM file. */
export function writeRejectionNote(note: NewNote): { SOPInstanceUID: string; bytes: Buffer } {
  const SOPInstanceUID = newUid()
  const now = note.at.toISOString().replace(/[-:T]/g, '')
  const texts = {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: KeyObjectSelectionDocumentStorage,
    SOPInstanceUID,
    ...note.study,
    StudyInstanceUID: note.StudyInstanceUID,
    SeriesInstanceUID: newUid(),
    Modality: 'KO',
    SeriesNumber: '9900',
    InstanceNumber: '1',
    SeriesDescription: rejectionCodes[note.code],
    Manufacturer: 'Wetread',
    ContentDate: now.slice(0, 8),
    ContentTime: now.slice(8, 14),
    ValueType: 'CONTAINER',
    ContinuityOfContent: 'SEPARATE',
  }
  const json: DicomJson = {
    ...Object.fromEntries(
      Object.entries(texts).map(([keyword, value]) => [tagOf(keyword), text(keyword, value)]),
    ),
    ...sequence('ReferencedPerformedProcedureStepSequence', []),
    ...sequence('ConceptNameCodeSequence', [code(note.code, rejectionCodes[note.code])]),
    ...sequence('ContentTemplateSequence', [items({ MappingResource: 'DCMR', TemplateIdentifier: '2010' })]),
    ...sequence('CurrentRequestedProcedureEvidenceSequence', [evidence(note)]),
    ...sequence('ContentSequence', note.references.map(contentItem)),
  }
  const header = part10Header({
    SOPClassUID: KeyObjectSelectionDocumentStorage,
    SOPInstanceUID,
    TransferSyntaxUID: ExplicitVRLittleEndian,
  })
  return { SOPInstanceUID, bytes: Buffer.concat([header, encodeDataSet(json, ExplicitVRLittleEndian)]) }
}

function evidence({ StudyInstanceUID, references }: NewNote): DicomJson {
  const bySeries = new Map<string, Reference[]>()
  for (const reference of references) {
    bySeries.set(reference.SeriesInstanceUID, [
      ...(bySeries.get(reference.SeriesInstanceUID) ?? []),
      reference,
    ])
  }
  const series = [...bySeries].map(([SeriesInstanceUID, some]) => ({
    ...items({ SeriesInstanceUID }),
    ...sequence('ReferencedSOPSequence', some.map(sopItem)),
  }))
  return { ...items({ StudyInstanceUID }), ...sequence('ReferencedSeriesSequence', series) }
}

function contentItem(reference: Reference): DicomJson {
  return {
    ...items({ RelationshipType: 'CONTAINS', ValueType: 'COMPOSITE' }),
    ...sequence('ReferencedSOPSequence', [sopItem(reference)]),
  }
}

function sopItem({ SOPClassUID, SOPInstanceUID }: Reference): DicomJson {
  return items({ ReferencedSOPClassUID: SOPClassUID, ReferencedSOPInstanceUID: SOPInstanceUID })
}

function code(CodeValue: string, CodeMeaning: string): DicomJson {
  return items({ CodeValue, CodingSchemeDesignator: 'DCM', CodeMeaning })
}

function items(texts: Record<string, string>): DicomJson {
  return Object.fromEntries(
    Object.entries(texts).map(([keyword, value]) => [tagOf(keyword), text(keyword, value)]),
  )
}

function sequence(keyword: string, Value: DicomJson[]): DicomJson {
  return { [tagOf(keyword)]: { vr: 'SQ', Value } }
}

function text(keyword: string, value: string): JsonAttribute {
  const vr = vrOf(tagOf(keyword))
  if (value === '') return { vr }
  if (vr !== 'PN') return { vr, Value: [value] }
  const [Alphabetic = '', Ideographic = '', Phonetic = ''] = value.split('=')
  return {
    vr,
    Value: [{ Alphabetic, ...(Ideographic ? { Ideographic } : {}), ...(Phonetic ? { Phonetic } : {}) }],
  }
}
