import { tagOf } from '@/lib/dicom/dictionary'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { numberOf, textOf } from '@/lib/dicom/json-values'
import type { Annotation } from '@/lib/pixels/burned-text'

export const annotationKinds = ['patient', 'technique'] as const
export type AnnotationKind = (typeof annotationKinds)[number]

/** What the annotation parameter burns in (PS3.18 8.3.5.1.1): who it is above, how it was made below. */
export function annotationOf(
  json: DicomJson,
  kinds: readonly AnnotationKind[],
  { frame, NumberOfFrames }: { frame: number; NumberOfFrames: number },
): Annotation {
  const text = (keyword: string): string => textOf(json, keyword).trim()
  const line = (...parts: string[]): string => parts.filter((part) => part !== '').join('  ')
  const named = (name: string, value: number | string | null, unit = ''): string =>
    value === null || value === '' ? '' : `${name} ${value}${unit}`
  const patient = [
    nameOf(text('PatientName')),
    line(text('PatientID'), dateOf(text('PatientBirthDate')), text('PatientSex')),
  ]
  const technique = [
    line(text('InstitutionName'), dateOf(text('StudyDate')), timeOf(text('StudyTime'))),
    line(text('Modality'), text('BodyPartExamined'), text('ViewPosition'), text('SeriesDescription')),
    line(
      named('Se', numberOf(json, 'SeriesNumber')),
      named('Im', numberOf(json, 'InstanceNumber')),
      NumberOfFrames > 1 ? `Fr ${frame}/${NumberOfFrames}` : '',
    ),
    line(
      named('', numberOf(json, 'KVP'), ' kV').trim(),
      named('', numberOf(json, 'XRayTubeCurrent'), ' mA').trim(),
      named('', numberOf(json, 'Exposure'), ' mAs').trim(),
      named('', numberOf(json, 'SliceThickness'), ' mm').trim(),
      named('TR', numberOf(json, 'RepetitionTime'), ' ms'),
      named('TE', numberOf(json, 'EchoTime'), ' ms'),
      json[tagOf('LossyImageCompression')]?.Value?.[0] === '01' ? 'lossy' : '',
    ),
  ]
  const filled = (lines: readonly string[]): string[] => lines.filter((one) => one !== '')
  return {
    top: kinds.includes('patient') ? filled(patient) : [],
    bottom: kinds.includes('technique') ? filled(technique) : [],
  }
}

/** Family, given: as it is spoken in a hospital; ideographic and phonetic forms follow. */
function nameOf(text: string): string {
  return text
    .split('=')
    .map((group) => group.split('^').filter(Boolean).join(', '))
    .filter(Boolean)
    .join(' · ')
}

function dateOf(text: string): string {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : ''
}

function timeOf(text: string): string {
  return /^\d{4}/.test(text) ? `${text.slice(0, 2)}:${text.slice(2, 4)}` : ''
}
