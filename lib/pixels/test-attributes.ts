import type { ImageAttributes } from './image-attributes'

/** Tests only: attributes of a plain 16-bit grey image, with whatever the test is about. */
export function testAttributes(changes: Partial<ImageAttributes> = {}): ImageAttributes {
  const BitsAllocated = changes.BitsAllocated ?? 16
  const BitsStored = changes.BitsStored ?? BitsAllocated
  return {
    Modality: 'CR',
    Rows: 2,
    Columns: 2,
    SamplesPerPixel: 1,
    BitsAllocated,
    BitsStored,
    HighBit: BitsStored - 1,
    PixelRepresentation: 0,
    PhotometricInterpretation: 'MONOCHROME2',
    PlanarConfiguration: 0,
    pixelKeyword: 'PixelData',
    RescaleSlope: null,
    RescaleIntercept: null,
    modalityLut: null,
    windows: [],
    VOILUTFunction: 'LINEAR',
    voiLuts: [],
    PixelPaddingValue: null,
    PixelPaddingRangeLimit: null,
    PresentationLUTShape: '',
    palette: null,
    ...changes,
  }
}
