import type { ChestFindings } from './phantoms/chest-radiograph'

export interface SyntheticPatient {
  PatientID: string
  /** PN with its component groups: alphabetic=ideographic=phonetic. */
  PatientName: string
  PatientBirthDate: string
  PatientSex: 'F' | 'M'
}

export type SyntheticImages =
  | {
      kind: 'chest'
      modality: 'CR' | 'DX'
      rows: number
      columns: number
      lateral: boolean
      findings: ChestFindings
    }
  | { kind: 'head-ct'; size: number; slices: number; bleed: boolean }
  | { kind: 'head-mr'; size: number; slices: number }
  | { kind: 'ultrasound'; rows: number; columns: number; frames: number }

/** What has been done with a sample study when the demo opens. */
export type SyntheticState = 'waiting' | 'draft' | 'preliminary' | 'final'

export interface SyntheticStudy {
  name: string
  patient: SyntheticPatient
  /** Days before today. */
  daysAgo: number
  StudyDescription: string
  BodyPartExamined: string
  ReferringPhysicianName: string
  RequestedProcedurePriority: 'STAT' | 'HIGH' | 'ROUTINE'
  CurrentPatientLocation: string
  images: SyntheticImages
  state: SyntheticState
}

export const demoReferrer = 'Stone^Rosa'
const otherReferrer = 'Okafor^Daniel'

const anna = {
  PatientID: 'SYN-1001',
  PatientName: 'Synthetic^Anna',
  PatientBirthDate: '19580312',
  PatientSex: 'F',
} as const
const taro = {
  PatientID: 'SYN-1002',
  PatientName: 'Gosei^Taro=合成^太郎=ごうせい^たろう',
  PatientBirthDate: '19710923',
  PatientSex: 'M',
} as const
const minjun = {
  PatientID: 'SYN-1003',
  PatientName: 'Hapseong^Minjun=合成^敏俊=합성^민준',
  PatientBirthDate: '19830705',
  PatientSex: 'M',
} as const
const olga = {
  PatientID: 'SYN-1004',
  PatientName: 'Синтетика^Ольга',
  PatientBirthDate: '19661130',
  PatientSex: 'F',
} as const
const layla = {
  PatientID: 'SYN-1005',
  PatientName: 'اصطناعي^ليلى',
  PatientBirthDate: '19900218',
  PatientSex: 'F',
} as const
const nikos = {
  PatientID: 'SYN-1006',
  PatientName: 'Συνθετικός^Νίκος',
  PatientBirthDate: '19490504',
  PatientSex: 'M',
} as const
const zoe = {
  PatientID: 'SYN-1007',
  PatientName: 'Synthétique^Zoë',
  PatientBirthDate: '19951221',
  PatientSex: 'F',
} as const

const chest = (
  findings: ChestFindings,
  modality: 'CR' | 'DX' = 'DX',
  size = 1024,
  lateral = false,
): SyntheticImages => ({
  kind: 'chest',
  modality,
  rows: size,
  columns: Math.round((size * 7) / 8),
  lateral,
  findings,
})

/** The sample studies; synthetic throughout, in several modalities, scripts and reading states, with priors. */
export const syntheticStudies: SyntheticStudy[] = [
  {
    name: 'anna-chest-prior',
    patient: anna,
    daysAgo: 212,
    StudyDescription: 'Chest PA (synthetic)',
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: demoReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'OUTPATIENT CLINIC',
    images: chest({}),
    state: 'final',
  },
  {
    name: 'anna-chest',
    patient: anna,
    daysAgo: 0,
    StudyDescription: 'Chest PA (synthetic)',
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: demoReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'ED 4',
    images: chest({ pneumothorax: 0.55 }, 'CR', 2048),
    state: 'waiting',
  },
  {
    name: 'taro-head-prior',
    patient: taro,
    daysAgo: 98,
    StudyDescription: 'CT Head (synthetic)',
    BodyPartExamined: 'HEAD',
    ReferringPhysicianName: otherReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'WARD 7',
    images: { kind: 'head-ct', size: 256, slices: 60, bleed: false },
    state: 'final',
  },
  {
    name: 'taro-head',
    patient: taro,
    daysAgo: 0,
    StudyDescription: 'CT Head without contrast (synthetic)',
    BodyPartExamined: 'HEAD',
    ReferringPhysicianName: otherReferrer,
    RequestedProcedurePriority: 'STAT',
    CurrentPatientLocation: 'ED 1',
    images: { kind: 'head-ct', size: 512, slices: 72, bleed: true },
    state: 'waiting',
  },
  {
    name: 'minjun-mr',
    patient: minjun,
    daysAgo: 0,
    StudyDescription: 'MR Brain T1 T2 (synthetic)',
    BodyPartExamined: 'BRAIN',
    ReferringPhysicianName: demoReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'OUTPATIENT CLINIC',
    images: { kind: 'head-mr', size: 256, slices: 22 },
    state: 'preliminary',
  },
  {
    name: 'olga-chest',
    patient: olga,
    daysAgo: 0,
    StudyDescription: 'Chest PA and lateral (synthetic)',
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: otherReferrer,
    RequestedProcedurePriority: 'HIGH',
    CurrentPatientLocation: 'WARD 3',
    images: chest({ effusion: 0.6, cardiomegaly: true }, 'DX', 1024, true),
    state: 'draft',
  },
  {
    name: 'layla-us',
    patient: layla,
    daysAgo: 0,
    StudyDescription: 'US Abdomen (synthetic)',
    BodyPartExamined: 'ABDOMEN',
    ReferringPhysicianName: demoReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'OUTPATIENT CLINIC',
    images: { kind: 'ultrasound', rows: 480, columns: 640, frames: 48 },
    state: 'waiting',
  },
  {
    name: 'nikos-chest',
    patient: nikos,
    daysAgo: 0,
    StudyDescription: 'Chest PA (synthetic)',
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: demoReferrer,
    RequestedProcedurePriority: 'HIGH',
    CurrentPatientLocation: 'ED 2',
    images: chest({ cardiomegaly: true }),
    state: 'final',
  },
  {
    name: 'zoe-chest',
    patient: zoe,
    daysAgo: 0,
    StudyDescription: 'Chest PA (synthetic)',
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: otherReferrer,
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'WARD 5',
    images: chest({}, 'CR'),
    state: 'waiting',
  },
]
