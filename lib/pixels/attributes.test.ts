import { expect, it } from 'vitest'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { imageAttributes } from './attributes'
import { expandSegments } from './segmented-palette'

function json(values: Record<string, (string | number | DicomJson)[]>): DicomJson {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, Value]) => [tagOf(keyword), { vr: 'UN', Value }]),
  )
}

it('takes the frame over the shared groups and these over the object', async () => {
  const group = (slope: number) =>
    json({ PixelValueTransformationSequence: [json({ RescaleSlope: [slope], RescaleIntercept: [0] })] })
  const voi = json({ FrameVOILUTSequence: [json({ WindowCenter: [40, 300], WindowWidth: [400, 1500] })] })
  const object = json({
    Rows: [4],
    Columns: [5],
    BitsAllocated: [16],
    RescaleSlope: [9],
    SharedFunctionalGroupsSequence: [{ ...group(2), ...voi }],
    PerFrameFunctionalGroupsSequence: [json({}), group(3)],
  })
  expect(await imageAttributes(object, 1)).toMatchObject({
    RescaleSlope: 2,
    Rows: 4,
    BitsStored: 16,
    HighBit: 15,
  })
  expect(await imageAttributes(object, 2)).toMatchObject({
    RescaleSlope: 3,
    windows: [
      { center: 40, width: 400 },
      { center: 300, width: 1500 },
    ],
  })
})

it('reads tables from numbers, words, byte pairs and bulk data of either byte order', async () => {
  const item = (data: DicomJson[string]) =>
    json({ LUTDescriptor: [4, 10, 8] }) && {
      ...json({ LUTDescriptor: [4, 10, 8] }),
      [tagOf('LUTData')]: data,
    }
  const lut = async (data: DicomJson[string], littleEndian = true) => {
    const attributes = await imageAttributes(json({ VOILUTSequence: [item(data)] }), 1, {
      readBulk: () => Promise.resolve(Uint8Array.of(0, 1, 0, 2, 0, 3, 0, 4)),
      littleEndian,
    })
    return [...(attributes.voiLuts[0]?.values ?? [])]
  }
  expect(await lut({ vr: 'US', Value: [1, 2, 3, 4] })).toEqual([1, 2, 3, 4])
  expect(await lut({ vr: 'OW', InlineBinary: Buffer.from([1, 2, 3, 4]).toString('base64') })).toEqual([
    1, 2, 3, 4,
  ])
  expect(await lut({ vr: 'OW', BulkData: { offset: 0, length: 8 } }, false)).toEqual([1, 2, 3, 4])
})

it('expands segmented palettes, never past their length', () => {
  expect([...expandSegments(Uint16Array.of(0, 2, 10, 20, 1, 2, 40), 4)]).toEqual([10, 20, 30, 40])
  expect(expandSegments(Uint16Array.of(0, 1, 5, 1, 65_535, 9), 3)).toHaveLength(3)
})
