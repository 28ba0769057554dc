import type { BulkData, DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { itemsOf, numberOf, numbersOf, textOf } from '@/lib/dicom/json-values'
import { voiFunctions, type ImageAttributes, type Lut, type Palette } from './image-attributes'
import { expandSegments } from './segmented-palette'

export interface BulkSource {
  /** Reads a value that stands outside the DICOM JSON; without it such tables are left out. */
  readBulk?: (location: BulkData) => Promise<Uint8Array>
  /** Byte order of those values: false for Explicit VR Big Endian. */
  littleEndian?: boolean
}

/**
 * Reads from our DICOM JSON what decoding and showing one frame takes (PS3.3 C.7.6.3, C.11.1, C.11.2). Where the
 * object has functional groups, those of the frame win over the shared ones and these over the object's own
 * (C.7.6.16).
 * @param frame 1 for the first, as in DICOMweb.
 */
export async function imageAttributes(
  json: DicomJson,
  frame = 1,
  source: BulkSource = {},
): Promise<ImageAttributes> {
  const number = (keyword: string): number => numberOf(json, keyword) ?? 0
  const transformation = groupOf(json, frame, 'PixelValueTransformationSequence')
  const voi = groupOf(json, frame, 'FrameVOILUTSequence')
  const BitsAllocated = number('BitsAllocated')
  const BitsStored = numberOf(json, 'BitsStored') ?? BitsAllocated
  const pixelKeyword = pixelKeywordOf(json)
  const [modalityLut] = await luts(itemsOf(transformation, 'ModalityLUTSequence'), source)
  return {
    Modality: textOf(json, 'Modality'),
    Rows: number('Rows'),
    Columns: number('Columns'),
    SamplesPerPixel: numberOf(json, 'SamplesPerPixel') ?? 1,
    BitsAllocated,
    BitsStored,
    HighBit: numberOf(json, 'HighBit') ?? BitsStored - 1,
    PixelRepresentation: number('PixelRepresentation'),
    PhotometricInterpretation: textOf(json, 'PhotometricInterpretation').trim(),
    PlanarConfiguration: number('PlanarConfiguration'),
    pixelKeyword,
    RescaleSlope: numberOf(transformation, 'RescaleSlope'),
    RescaleIntercept: numberOf(transformation, 'RescaleIntercept'),
    modalityLut: modalityLut ?? null,
    windows: windowsOf(voi),
    VOILUTFunction: voiFunctions.find((name) => name === textOf(voi, 'VOILUTFunction').trim()) ?? 'LINEAR',
    voiLuts: await luts(itemsOf(voi, 'VOILUTSequence'), source),
    PixelPaddingValue: numberOf(json, 'PixelPaddingValue'),
    PixelPaddingRangeLimit: numberOf(json, 'PixelPaddingRangeLimit'),
    PresentationLUTShape: textOf(json, 'PresentationLUTShape').trim(),
    palette: await paletteOf(json, source),
  }
}

/** The item that holds the group's attributes: of the frame, of all frames, or the data set itself. */
function groupOf(json: DicomJson, frame: number, group: string): DicomJson {
  const ofFrame = itemsOf(json, 'PerFrameFunctionalGroupsSequence')[frame - 1]
  const shared = itemsOf(json, 'SharedFunctionalGroupsSequence')[0]
  return (ofFrame && itemsOf(ofFrame, group)[0]) ?? (shared && itemsOf(shared, group)[0]) ?? json
}

function pixelKeywordOf(json: DicomJson): ImageAttributes['pixelKeyword'] {
  if (json[tagOf('PixelData')]) return 'PixelData'
  if (json[tagOf('FloatPixelData')]) return 'FloatPixelData'
  return json[tagOf('DoubleFloatPixelData')] ? 'DoubleFloatPixelData' : 'PixelData'
}

function windowsOf(voi: DicomJson): { center: number; width: number }[] {
  const widths = numbersOf(voi, 'WindowWidth')
  return numbersOf(voi, 'WindowCenter').flatMap((center, n) => {
    const width = widths[n]
    return width !== undefined && width > 0 ? [{ center, width }] : []
  })
}

async function luts(items: readonly DicomJson[], source: BulkSource): Promise<Lut[]> {
  const tables = await Promise.all(items.map((item) => lutOf(item, 'LUTDescriptor', 'LUTData', source)))
  return tables.filter((table) => table !== null)
}

async function lutOf(
  json: DicomJson,
  descriptor: string,
  data: string,
  source: BulkSource,
): Promise<Lut | null> {
  const [entries, first, bits] = numbersOf(json, descriptor)
  const values = await words(json, data, source)
  if (entries === undefined || first === undefined || bits === undefined || !values) return null
  // PS3.3 C.11.1.1: 0 stands for 65,536 entries.
  const count = entries === 0 ? 65_536 : entries < 0 ? entries + 65_536 : entries
  const unpacked = values.length < count && values.length * 2 >= count ? bytePairs(values) : values
  if (unpacked.length === 0) return null
  return { first, bits, values: unpacked.subarray(0, count) }
}

async function words(json: DicomJson, keyword: string, source: BulkSource): Promise<Uint16Array | null> {
  const attribute = json[tagOf(keyword)]
  if (!attribute) return null
  if (attribute.Value) return Uint16Array.from(numbersOf(json, keyword))
  if (attribute.InlineBinary) return toWords(Buffer.from(attribute.InlineBinary, 'base64'), true)
  if (!attribute.BulkData || !source.readBulk) return null
  return toWords(await source.readBulk(attribute.BulkData), source.littleEndian ?? true)
}

function toWords(bytes: Uint8Array, littleEndian: boolean): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint16Array.from({ length: bytes.byteLength >> 1 }, (_, n) => view.getUint16(2 * n, littleEndian))
}

/** Tables of 8-bit entries stand two in a word, the first in the low byte. */
function bytePairs(values: Uint16Array): Uint16Array {
  return Uint16Array.from(
    { length: values.length * 2 },
    (_, n) => ((values[n >> 1] ?? 0) >> (8 * (n & 1))) & 0xff,
  )
}

async function paletteOf(json: DicomJson, source: BulkSource): Promise<Palette | null> {
  const [red, green, blue] = await Promise.all([
    channelOf(json, 'Red', source),
    channelOf(json, 'Green', source),
    channelOf(json, 'Blue', source),
  ])
  return red && green && blue ? { red, green, blue } : null
}

async function channelOf(
  json: DicomJson,
  colour: 'Red' | 'Green' | 'Blue',
  source: BulkSource,
): Promise<Lut | null> {
  const descriptor = `${colour}PaletteColorLookupTableDescriptor`
  const plain = await lutOf(json, descriptor, `${colour}PaletteColorLookupTableData`, source)
  if (plain) return plain
  const segments = await words(json, `Segmented${colour}PaletteColorLookupTableData`, source)
  const [entries, first, bits] = numbersOf(json, descriptor)
  if (!segments || entries === undefined || first === undefined || bits === undefined) return null
  return { first, bits, values: expandSegments(segments, entries === 0 ? 65_536 : entries) }
}
