import { chestRadiograph } from './phantoms/chest-radiograph'
import { headCtSlice } from './phantoms/head-ct'
import { headMrSlice } from './phantoms/head-mr'
import { ultrasoundCine } from './phantoms/ultrasound-cine'
import { syntheticUid } from './synthetic-uid'
import type { SyntheticImages, SyntheticStudy } from './synthetic-studies'
import { writePart10, type NaturalisedDataSet } from './write-part10'

const sopClass = {
  CR: '1.2.840.10008.5.1.4.1.1.1',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  US: '1.2.840.10008.5.1.4.1.1.3.1',
} as const

type Common = Record<string, unknown>

/** Draws every object of a sample study, one at a time, as DICOM files. */
export function* buildObjects(study: SyntheticStudy, now: Date): Generator<Uint8Array> {
  const common = studyAttributes(study, now)
  for (const dataSet of dataSetsOf(study.name, study.images, common)) yield writePart10(dataSet)
}

/** By which a sample study and its order know each other. */
export function studyIdentity(study: SyntheticStudy, now: Date) {
  const taken = new Date(now.getTime() - study.daysAgo * 86_400_000)
  const StudyDate = da(taken)
  return {
    StudyInstanceUID: syntheticUid(`${study.name}:${StudyDate}`),
    AccessionNumber: `SYN${syntheticUid(study.name).slice(-6)}`,
    StudyDate,
    StudyTime: tm(taken),
  }
}

function studyAttributes(study: SyntheticStudy, now: Date): Common {
  const taken = new Date(now.getTime() - study.daysAgo * 86_400_000)
  const { StudyInstanceUID, AccessionNumber, StudyDate, StudyTime } = studyIdentity(study, now)
  return {
    ...study.patient,
    InstitutionName: 'WETREAD SYNTHETIC',
    Manufacturer: 'Wetread',
    ManufacturerModelName: 'Phantom',
    ImageComments: 'SYNTHETIC: drawn by a program, not an image of a person',
    StudyInstanceUID,
    StudyID: syntheticUid(study.name).slice(-6),
    AccessionNumber,
    StudyDate,
    StudyTime,
    ContentDate: StudyDate,
    ContentTime: StudyTime,
    StudyDescription: study.StudyDescription,
    BodyPartExamined: study.BodyPartExamined,
    ReferringPhysicianName: study.ReferringPhysicianName,
    RequestedProcedurePriority: study.RequestedProcedurePriority,
    CurrentPatientLocation: study.CurrentPatientLocation,
    PatientAge: ageAt(study.patient.PatientBirthDate, taken),
  }
}

function* dataSetsOf(name: string, images: SyntheticImages, common: Common): Generator<NaturalisedDataSet> {
  switch (images.kind) {
    case 'chest':
      yield chestDataSet(name, images, common, 'PA')
      if (images.lateral) yield chestDataSet(name, images, common, 'LL')
      return
    case 'head-ct':
      for (let i = 0; i < images.slices; i++) yield ctDataSet(name, images, common, i)
      return
    case 'head-mr':
      for (const weighting of ['T1', 'T2'] as const) {
        for (let i = 0; i < images.slices; i++) yield mrDataSet(name, images, common, weighting, i)
      }
      return
    case 'ultrasound':
      yield ultrasoundDataSet(name, images, common)
  }
}

function identity(common: Common, series: { key: string; number: number; instance: number }) {
  const study = String(common.StudyInstanceUID)
  return {
    SeriesInstanceUID: syntheticUid(`${study}:${series.key}`),
    SeriesNumber: series.number,
    SOPInstanceUID: syntheticUid(`${study}:${series.key}:${series.instance}`),
    InstanceNumber: series.instance,
    FrameOfReferenceUID: syntheticUid(`${study}:frame`),
  }
}

const grey16 = (stored: number, signed: boolean) => ({
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 16,
  BitsStored: stored,
  HighBit: stored - 1,
  PixelRepresentation: signed ? 1 : 0,
})

function chestDataSet(
  name: string,
  images: Extract<SyntheticImages, { kind: 'chest' }>,
  common: Common,
  ViewPosition: 'PA' | 'LL',
): NaturalisedDataSet {
  const lateral = ViewPosition === 'LL'
  const pixels = chestRadiograph(images.rows, images.columns, seedOf(name), images.findings)
  return {
    ...common,
    ...identity(common, { key: ViewPosition, number: lateral ? 2 : 1, instance: 1 }),
    SOPClassUID: sopClass[images.modality],
    Modality: images.modality,
    SeriesDescription: lateral ? 'Lateral (synthetic)' : 'PA (synthetic)',
    ViewPosition,
    ImageType: ['DERIVED', 'PRIMARY'],
    PatientOrientation: lateral ? ['A', 'F'] : ['L', 'F'],
    ImageLaterality: 'U',
    PresentationIntentType: images.modality === 'DX' ? 'FOR PRESENTATION' : undefined,
    Rows: images.rows,
    Columns: images.columns,
    ...grey16(12, false),
    ImagerPixelSpacing: [ds(350 / images.rows), ds(350 / images.rows)],
    WindowCenter: 1900,
    WindowWidth: 3600,
    PixelData: lateral ? squeeze(pixels, images.rows, images.columns) : pixels.buffer,
  }
}

/** A stand-in for a lateral view: the same drawing, narrower, so that its shape differs and eligibility has something to refuse. */
function squeeze(pixels: Uint16Array, rows: number, columns: number): ArrayBuffer {
  const narrow = new Uint16Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = Math.round((column - columns / 2) * 1.6 + columns / 2)
      narrow[row * columns + column] = from >= 0 && from < columns ? (pixels[row * columns + from] ?? 0) : 60
    }
  }
  return narrow.buffer
}

function ctDataSet(
  name: string,
  images: Extract<SyntheticImages, { kind: 'head-ct' }>,
  common: Common,
  index: number,
): NaturalisedDataSet {
  const spacing = ds(230 / images.size)
  const thickness = ds(150 / images.slices)
  const z = ds(-75 + index * thickness)
  return {
    ...common,
    ...identity(common, { key: 'axial', number: 2, instance: index + 1 }),
    SOPClassUID: sopClass.CT,
    Modality: 'CT',
    SeriesDescription: 'Axial brain (synthetic)',
    ImageType: ['DERIVED', 'PRIMARY', 'AXIAL'],
    KVP: 120,
    PatientPosition: 'HFS',
    Rows: images.size,
    Columns: images.size,
    ...grey16(16, false),
    RescaleSlope: 1,
    RescaleIntercept: -1024,
    RescaleType: 'HU',
    WindowCenter: 40,
    WindowWidth: 80,
    PixelSpacing: [spacing, spacing],
    SliceThickness: thickness,
    SpacingBetweenSlices: thickness,
    ImagePositionPatient: [-115, -115, z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SliceLocation: z,
    PixelData: headCtSlice(images.size, (index + 0.5) / images.slices, seedOf(name) + index, images.bleed)
      .buffer,
  }
}

function mrDataSet(
  name: string,
  images: Extract<SyntheticImages, { kind: 'head-mr' }>,
  common: Common,
  weighting: 'T1' | 'T2',
  index: number,
): NaturalisedDataSet {
  const z = -66 + index * 6
  return {
    ...common,
    ...identity(common, { key: weighting, number: weighting === 'T1' ? 3 : 4, instance: index + 1 }),
    SOPClassUID: sopClass.MR,
    Modality: 'MR',
    SeriesDescription: `Ax ${weighting} (synthetic)`,
    ImageType: ['DERIVED', 'PRIMARY', 'M'],
    ScanningSequence: 'SE',
    SequenceVariant: 'NONE',
    MRAcquisitionType: '2D',
    EchoTime: weighting === 'T1' ? 12 : 95,
    RepetitionTime: weighting === 'T1' ? 550 : 4200,
    MagneticFieldStrength: 1.5,
    PatientPosition: 'HFS',
    Rows: images.size,
    Columns: images.size,
    ...grey16(12, false),
    WindowCenter: 480,
    WindowWidth: 950,
    PixelSpacing: [ds(230 / images.size), ds(230 / images.size)],
    SliceThickness: 5,
    SpacingBetweenSlices: 6,
    ImagePositionPatient: [-115, -115, z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SliceLocation: z,
    PixelData: headMrSlice(images.size, (index + 0.5) / images.slices, weighting, seedOf(name) + index)
      .buffer,
  }
}

function ultrasoundDataSet(
  name: string,
  images: Extract<SyntheticImages, { kind: 'ultrasound' }>,
  common: Common,
): NaturalisedDataSet {
  return {
    ...common,
    ...identity(common, { key: 'cine', number: 1, instance: 1 }),
    SOPClassUID: sopClass.US,
    Modality: 'US',
    SeriesDescription: 'Aorta cine (synthetic)',
    ImageType: ['DERIVED', 'PRIMARY'],
    Rows: images.rows,
    Columns: images.columns,
    NumberOfFrames: images.frames,
    FrameTime: 40,
    FrameIncrementPointer: 0x00181063,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    LossyImageCompression: '00',
    PixelData: ultrasoundCine(images.rows, images.columns, images.frames, seedOf(name)).buffer,
  }
}

function seedOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
}

function da(date: Date): string {
  return `${date.getFullYear()}${String(date.getMonth() + 1).padStart(2, '0')}${String(date.getDate()).padStart(2, '0')}`
}

function tm(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((n) => String(n).padStart(2, '0'))
    .join('')
}

function ageAt(birth: string, when: Date): string {
  const years = when.getFullYear() - Number(birth.slice(0, 4)) - (da(when).slice(4) < birth.slice(4) ? 1 : 0)
  return `${String(years).padStart(3, '0')}Y`
}

/** A decimal string holds 16 characters at most (PS3.5 6.2). */
function ds(value: number): number {
  return Number(value.toFixed(5))
}
