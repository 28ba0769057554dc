import type { DicomJson, JsonValue } from '@/lib/dicom/dicom-json'
import { entryOfKeyword } from '@/lib/dicom/dictionary'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { ImplementationVersionName, part10Header } from '@/lib/dicom/part10-header'
import type { FilmSource } from './film-answers'
import type { FilmSteps } from './film-steps'
import type { DevelopedFilm } from './film-tasks'
import type { FilmUids } from './film-uids'
import { personNameOf } from './person-name'

/** Whose film it is and which study it joins. */
export interface FilmIdentity {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
  StudyDate: string
  StudyTime: string
  StudyID: string
  StudyDescription: string
  AccessionNumber: string
  ReferringPhysicianName: string
  SeriesNumber: number
  /** Of the order that the film answers. */
  RequestedProcedureID?: string
  RequestedProcedureDescription?: string
}

export interface FilmObjectInput {
  film: Omit<DevelopedFilm, 'pixels'>
  source: FilmSource
  steps: FilmSteps
  identity: FilmIdentity
  uids: FilmUids
  original: { byteLength: number; sha256: string }
  now: Date
}

const SecondaryCaptureImageStorage = '1.2.840.10008.5.1.4.1.1.7'
const MultiframeGrayscaleWordSecondaryCaptureImageStorage = '1.2.840.10008.5.1.4.1.1.7.3'
const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'

/**
 * The attributes of a film as Secondary Capture (PS3.3 A.8.1), in 16 bits as Multi-frame Grayscale Word Secondary Capture
 * of one frame (A.8.4), without Pixel Data.
 */
export function filmAttributes(input: FilmObjectInput): DicomJson {
  const { film, steps, identity, uids, now } = input
  const [date, time] = [localDate(now), localTime(now)]
  return dataSet({
    SpecificCharacterSet: 'ISO_IR 192',
    ImageType: ['DERIVED', 'SECONDARY'],
    ...{ InstanceCreationDate: date, InstanceCreationTime: time },
    SOPClassUID: sopClassOf(film),
    ...uids,
    ...patientAndStudy(identity),
    ...{ Modality: steps.Modality, SeriesNumber: identity.SeriesNumber, InstanceNumber: 1 },
    RequestAttributesSequence: requestAttributes(identity),
    SeriesDescription: optional(steps.SeriesDescription),
    BodyPartExamined: optional(steps.BodyPartExamined),
    ViewPosition: optional(steps.ViewPosition),
    Laterality: optional(steps.Laterality),
    // Type 2C; from a film nobody knows it for certain.
    PatientOrientation: null,
    AcquisitionDate: optional(steps.label.StudyDate),
    ...{ ContentDate: date, ContentTime: time },
    ...{ Manufacturer: 'Wetread', ConversionType: steps.ConversionType },
    ...{ SecondaryCaptureDeviceManufacturer: 'Wetread', SecondaryCaptureDeviceManufacturerModelName: 'Film' },
    SecondaryCaptureDeviceSoftwareVersions: ImplementationVersionName,
    ...{ DateOfSecondaryCapture: date, TimeOfSecondaryCapture: time },
    BurnedInAnnotation: steps.namesPatient ? 'YES' : 'NO',
    DerivationDescription: derivationWords(input),
    ...lossy(input),
    ...pixelAttributes(film),
    ...spacingAttributes(film.spacing, steps.calibration),
    OriginalAttributesSequence: originalAttributes(input),
  })
}

/** The whole file (PS3.10), Explicit VR Little Endian; Pixel Data is the last element and goes as it is. */
export function filmObject(input: FilmObjectInput, pixels: Uint8Array): Buffer {
  const padding = pixels.length % 2
  const head = Buffer.alloc(12)
  head.writeUInt16LE(0x7fe0, 0)
  head.writeUInt16LE(0x0010, 2)
  head.write(input.film.bits === 16 ? 'OW' : 'OB', 4, 'latin1')
  head.writeUInt32LE(pixels.length + padding, 8)
  return Buffer.concat([
    part10Header({
      SOPClassUID: sopClassOf(input.film),
      SOPInstanceUID: input.uids.SOPInstanceUID,
      TransferSyntaxUID: ExplicitVRLittleEndian,
    }),
    encodeDataSet(filmAttributes(input), ExplicitVRLittleEndian),
    head,
    pixels,
    Buffer.alloc(padding),
  ])
}

function sopClassOf({ bits, channels }: Pick<DevelopedFilm, 'bits' | 'channels'>): string {
  return bits === 16 && channels === 1
    ? MultiframeGrayscaleWordSecondaryCaptureImageStorage
    : SecondaryCaptureImageStorage
}

function patientAndStudy(identity: FilmIdentity): Values {
  const { PatientName, IssuerOfPatientID, StudyDescription, ReferringPhysicianName, ...rest } = identity
  return {
    PatientID: rest.PatientID || null,
    PatientName: PatientName || null,
    IssuerOfPatientID: optional(IssuerOfPatientID),
    PatientBirthDate: rest.PatientBirthDate || null,
    PatientSex: rest.PatientSex || null,
    StudyDate: rest.StudyDate || null,
    StudyTime: rest.StudyTime || null,
    StudyID: rest.StudyID || null,
    AccessionNumber: rest.AccessionNumber || null,
    StudyDescription: optional(StudyDescription),
    ReferringPhysicianName: ReferringPhysicianName || null,
  }
}

/** The order in the series (PS3.3 10.6), where there is one. */
function requestAttributes(identity: FilmIdentity): JsonValue[] | undefined {
  const { RequestedProcedureID, RequestedProcedureDescription } = identity
  if (!RequestedProcedureID) return undefined
  return [
    dataSet({
      RequestedProcedureID,
      RequestedProcedureDescription: optional(RequestedProcedureDescription ?? ''),
    }),
  ]
}

function pixelAttributes(film: FilmObjectInput['film']): Values {
  const grey: Values = {
    ...{ WindowCenter: film.window.center, WindowWidth: film.window.width },
    // PS3.3 C.8.6.3: Modality LUT that changes nothing, and greys that are to be shown as they are.
    ...{ RescaleIntercept: 0, RescaleSlope: 1, RescaleType: 'US', PresentationLUTShape: 'IDENTITY' },
  }
  return {
    SamplesPerPixel: film.channels,
    PhotometricInterpretation: film.channels === 3 ? 'RGB' : 'MONOCHROME2',
    ...(film.channels === 3 ? { PlanarConfiguration: 0 } : grey),
    ...(film.bits === 16 && film.channels === 1 ? { NumberOfFrames: 1 } : {}),
    ...{ Rows: film.height, Columns: film.width },
    ...{ BitsAllocated: film.bits, BitsStored: film.bits, HighBit: film.bits - 1, PixelRepresentation: 0 },
  }
}

/**
 * What a pixel measures (PS3.3 C.8.6.2, 10.7.1). A ruler laid on the film tells distances on the film: Nominal Scanned
 * Pixel Spacing, and Pixel Spacing equal to it, which says that magnification is not corrected. A radio-opaque ruler
 * in the picture tells those in the patient's plane: Pixel Spacing of the type FIDUCIAL. Without a ruler there is
 * none of them, and nobody can measure millimetres.
 */
function spacingAttributes(spacing: number | null, calibration: FilmSteps['calibration']): Values {
  if (spacing === null || calibration === null) return {}
  const both = [spacing, spacing]
  if (calibration.ruler === 'on-film') return { NominalScannedPixelSpacing: both, PixelSpacing: both }
  return {
    PixelSpacing: both,
    PixelSpacingCalibrationType: 'FIDUCIAL',
    PixelSpacingCalibrationDescription: `Radio-opaque ruler in the image, ${calibration.millimetres} mm`,
  }
}

/** A photograph kept as JPEG has lost something (PS3.3 C.7.6.1.1.5). What a PDF's pictures went through is unknown. */
function lossy({ source, steps, original }: FilmObjectInput): Values {
  if (source.mediaType !== 'image/jpeg') return {}
  const page = source.sizes[steps.page - 1]
  const bytes = (page?.width ?? 0) * (page?.height ?? 0) * (source.colour ? 3 : 1)
  return {
    LossyImageCompression: '01',
    LossyImageCompressionRatio: Number((bytes / Math.max(1, original.byteLength)).toPrecision(4)),
    LossyImageCompressionMethod: 'ISO_10918_1',
  }
}

function derivationWords({ steps, source, original }: FilmObjectInput): string {
  const corners = steps.corners.map(([x, y]) => `${x.toFixed(4)} ${y.toFixed(4)}`).join(', ')
  return [
    source.pages > 1 ? `Page ${steps.page} of ${source.pages}.` : '',
    `Rectified from the corners ${corners}.`,
    steps.filmSize ? `Proportions of a film of ${steps.filmSize.replace('x', ' x ')} cm.` : '',
    steps.turns ? `Turned clockwise by ${steps.turns * 90} degrees.` : '',
    steps.mirrored ? 'Mirrored left to right.' : '',
    steps.inverted ? 'Greys inverted.' : '',
    `Original file kept unaltered, ${source.mediaType}, SHA-256 ${original.sha256}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/**
 * What stands on the film where the record says otherwise (PS3.3 C.12.1.1.9): a person matched the film to the patient, and
 * the film's own words stay findable.
 */
function originalAttributes({ steps, identity, now }: FilmObjectInput): JsonValue[] | undefined {
  const PatientName = personNameOf(steps.label.PatientName)
  const onFilm = { ...steps.label, PatientName }
  const changed = Object.entries(onFilm).filter(
    ([keyword, value]) => value !== '' && value !== identity[keyword as keyof typeof onFilm],
  )
  if (changed.length === 0) return undefined
  return [
    dataSet({
      ModifiedAttributesSequence: [dataSet(Object.fromEntries(changed))],
      AttributeModificationDateTime: localDate(now) + localTime(now),
      ModifyingSystem: 'Wetread',
      SourceOfPreviousValues: 'Words on the film',
      ReasonForTheAttributeModification: 'COERCE',
    }),
  ]
}

type Values = Record<string, JsonValue | JsonValue[] | undefined>

/** Attributes by keyword: null is an empty one, undefined none. */
function dataSet(values: Values): DicomJson {
  const json: DicomJson = {}
  for (const [keyword, value] of Object.entries(values)) {
    const entry = entryOfKeyword(keyword)
    if (!entry) throw new Error(`No DICOM attribute has the keyword ${keyword}`)
    if (value === undefined) continue
    const all = value === null ? [] : Array.isArray(value) ? value : [value]
    const Value = entry.vr === 'PN' ? all.map(nameValue) : all
    json[entry.tag] = Value.length === 0 ? { vr: entry.vr } : { vr: entry.vr, Value }
  }
  return json
}

function nameValue(value: JsonValue): JsonValue {
  const [Alphabetic = '', Ideographic = '', Phonetic = ''] = String(value).split('=')
  return { Alphabetic, ...(Ideographic ? { Ideographic } : {}), ...(Phonetic ? { Phonetic } : {}) }
}

function optional(value: string): string | undefined {
  return value === '' ? undefined : value
}

/** DICOM dates and times are those of the place. */
function localDate(now: Date): string {
  return `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
}

function localTime(now: Date): string {
  return two(now.getHours()) + two(now.getMinutes()) + two(now.getSeconds())
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
