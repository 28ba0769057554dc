/** DICOM JSON Model (PS3.18 F.2) as `/metadata` answers it. */
export interface DicomJsonElement {
  vr: string
  Value?: unknown[]
  InlineBinary?: string
  BulkDataURI?: string
}
export type DicomJsonObject = Readonly<Record<string, DicomJsonElement>>

/**
 * The few attributes the viewer reads itself (PS3.6); everything else is read by Cornerstone3D. A table of its own,
 * because the whole dictionary would travel to every browser.
 */
const tags = {
  ImageType: '00080008',
  RecommendedDisplayFrameRate: '00082144',
  SliceThickness: '00180050',
  CineRate: '00180040',
  FrameTime: '00181063',
  ImagerPixelSpacing: '00181164',
  EstimatedRadiographicMagnificationFactor: '00181114',
  NominalScannedPixelSpacing: '00182010',
  ViewPosition: '00185101',
  SequenceOfUltrasoundRegions: '00186011',
  RegionLocationMinX0: '00186018',
  RegionLocationMinY0: '0018601A',
  RegionLocationMaxX1: '0018601C',
  RegionLocationMaxY1: '0018601E',
  PhysicalUnitsXDirection: '00186024',
  PhysicalUnitsYDirection: '00186026',
  PhysicalDeltaX: '0018602C',
  PhysicalDeltaY: '0018602E',
  SOPInstanceUID: '00080018',
  InstanceNumber: '00200013',
  PatientOrientation: '00200020',
  ImagePositionPatient: '00200032',
  ImageOrientationPatient: '00200037',
  Laterality: '00200060',
  ImageLaterality: '00200062',
  SliceLocation: '00201041',
  SamplesPerPixel: '00280002',
  PhotometricInterpretation: '00280004',
  Rows: '00280010',
  Columns: '00280011',
  PixelSpacing: '00280030',
  BitsAllocated: '00280100',
  PixelSpacingCalibrationType: '00280A02',
  WindowCenter: '00281050',
  WindowWidth: '00281051',
  Modality: '00080060',
  SharedFunctionalGroupsSequence: '52009229',
  PerFrameFunctionalGroupsSequence: '52009230',
  RedPaletteColorLookupTableDescriptor: '00281101',
  RedPaletteColorLookupTableData: '00281201',
  GreenPaletteColorLookupTableData: '00281202',
  BluePaletteColorLookupTableData: '00281203',
  LossyImageCompression: '00282110',
} as const

export type ViewerAttribute = keyof typeof tags

export function tagOfViewer(keyword: ViewerAttribute): string {
  return tags[keyword]
}

export function element(
  object: DicomJsonObject | undefined,
  keyword: ViewerAttribute,
): DicomJsonElement | undefined {
  return object?.[tags[keyword]]
}

/** The first value as text, or ''. */
export function text(object: DicomJsonObject | undefined, keyword: ViewerAttribute): string {
  const value = element(object, keyword)?.Value?.[0]
  return value === undefined || value === null ? '' : String(value)
}

/** All values as numbers; empty when absent or when one of them is not a number. */
export function numbers(object: DicomJsonObject | undefined, keyword: ViewerAttribute): number[] {
  const values = (element(object, keyword)?.Value ?? []).map(Number)
  return values.every(Number.isFinite) ? values : []
}

export function number(object: DicomJsonObject | undefined, keyword: ViewerAttribute): number | null {
  return numbers(object, keyword)[0] ?? null
}

export function items(object: DicomJsonObject | undefined, keyword: ViewerAttribute): DicomJsonObject[] {
  return (element(object, keyword)?.Value ?? []).filter(
    (value): value is DicomJsonObject => typeof value === 'object' && value !== null,
  )
}

/** Builds an object for tests and stand-ins by keyword. */
export function dicomJson(values: Partial<Record<ViewerAttribute, unknown[]>>): DicomJsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, Value]) => [tags[keyword as ViewerAttribute], { vr: 'UN', Value }]),
  )
}
