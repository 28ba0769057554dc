import { number, text, type DicomJsonObject } from './attributes'

const uncompressed = [
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]
const rle = '1.2.840.10008.1.2.5'

/**
 * What the browser's decoders take without complaint and show wrongly: a black or scrambled picture is worse than
 * none. In words for the reader, or ''.
 */
export function unshowable(object: DicomJsonObject | undefined, TransferSyntaxUID: string): string {
  const photometric = text(object, 'PhotometricInterpretation')
  const bits = number(object, 'BitsAllocated')
  const samples = number(object, 'SamplesPerPixel')
  if (bits === 1) return 'one bit per pixel'
  if (uncompressed.includes(TransferSyntaxUID) && /_42[02]$/.test(photometric))
    return `${photometric}, uncompressed`
  if (TransferSyntaxUID === rle && bits !== null && bits > 16) return `RLE, ${bits} bit`
  if (TransferSyntaxUID === rle && bits === 16 && samples === 3) return 'RLE, 16 bit colour'
  return ''
}
