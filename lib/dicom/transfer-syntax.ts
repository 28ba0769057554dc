export interface TransferSyntax {
  uid: string
  name: string
  implicit: boolean
  bigEndian: boolean
  deflated: boolean
  /** Pixel data is in fragments (PS3.5 A.4). */
  encapsulated: boolean
  /** What the syntax allows; null where one syntax carries both. */
  lossless: boolean | null
  /** Media type of one frame (PS3.18 8.7.3.3). */
  frameMediaType: string
}

type Row = [uid: string, name: string, lossless: boolean | null, frameMediaType: string]

const encapsulated: Row[] = [
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline (Process 1)', false, 'image/jpeg'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended (Process 2 & 4)', false, 'image/jpeg'],
  [
    '1.2.840.10008.1.2.4.53',
    'JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)',
    false,
    'image/jpeg',
  ],
  [
    '1.2.840.10008.1.2.4.55',
    'JPEG Full Progression, Non-Hierarchical (Process 10 & 12)',
    false,
    'image/jpeg',
  ],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless (Process 14)', true, 'image/jpeg'],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless, SV1', true, 'image/jpeg'],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', true, 'image/jls'],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS Near-lossless', false, 'image/jls'],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless Only', true, 'image/jp2'],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000', null, 'image/jp2'],
  ['1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2 Lossless Only', true, 'image/jpx'],
  ['1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2', null, 'image/jpx'],
  ['1.2.840.10008.1.2.4.100', 'MPEG2 Main Profile / Main Level', false, 'video/mpeg'],
  ['1.2.840.10008.1.2.4.101', 'MPEG2 Main Profile / High Level', false, 'video/mpeg'],
  ['1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264 High Profile / Level 4.1', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.103', 'MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.104', 'MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.105', 'MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.106', 'MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.107', 'HEVC/H.265 Main Profile / Level 5.1', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.108', 'HEVC/H.265 Main 10 Profile / Level 5.1', false, 'video/mp4'],
  ['1.2.840.10008.1.2.4.110', 'JPEG XL Lossless', true, 'image/jxl'],
  ['1.2.840.10008.1.2.4.111', 'JPEG XL JPEG Recompression', false, 'image/jxl'],
  ['1.2.840.10008.1.2.4.112', 'JPEG XL', null, 'image/jxl'],
  ['1.2.840.10008.1.2.4.201', 'HTJ2K Lossless Only', true, 'image/jphc'],
  ['1.2.840.10008.1.2.4.202', 'HTJ2K Lossless RPCL', true, 'image/jphc'],
  ['1.2.840.10008.1.2.4.203', 'HTJ2K', null, 'image/jphc'],
  ['1.2.840.10008.1.2.5', 'RLE Lossless', true, 'image/dicom-rle'],
  ['1.2.840.10008.1.2.8.1', 'Deflated Image Frame Compression', true, 'application/octet-stream'],
]

const native = {
  implicit: false,
  bigEndian: false,
  deflated: false,
  encapsulated: false,
  lossless: true,
  frameMediaType: 'application/octet-stream',
}

/** PS3.6 table A-1, as far as image storage uses it. */
export const transferSyntaxes: readonly TransferSyntax[] = [
  { ...native, uid: '1.2.840.10008.1.2', name: 'Implicit VR Little Endian', implicit: true },
  { ...native, uid: '1.2.840.10008.1.2.1', name: 'Explicit VR Little Endian' },
  {
    ...native,
    uid: '1.2.840.10008.1.2.1.98',
    name: 'Encapsulated Uncompressed Explicit VR Little Endian',
    encapsulated: true,
  },
  { ...native, uid: '1.2.840.10008.1.2.1.99', name: 'Deflated Explicit VR Little Endian', deflated: true },
  { ...native, uid: '1.2.840.10008.1.2.2', name: 'Explicit VR Big Endian', bigEndian: true },
  ...encapsulated.map(([uid, name, lossless, frameMediaType]) => ({
    ...native,
    uid,
    name,
    encapsulated: true,
    lossless,
    frameMediaType,
  })),
]

const byUid = new Map(transferSyntaxes.map((syntax) => [syntax.uid, syntax]))

export const ImplicitVRLittleEndian = '1.2.840.10008.1.2'
export const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
export const DeflatedExplicitVRLittleEndian = '1.2.840.10008.1.2.1.99'
export const ExplicitVRBigEndian = '1.2.840.10008.1.2.2'

/**
 * A syntax we do not know is stored, never decoded: PS3.5 A.4 makes every syntax of later editions Explicit VR
 * Little Endian with encapsulated pixel data.
 */
export function transferSyntax(uid: string): TransferSyntax {
  return (
    byUid.get(uid) ?? {
      ...native,
      uid,
      name: uid,
      encapsulated: true,
      lossless: null,
    }
  )
}

export function isKnownTransferSyntax(uid: string): boolean {
  return byUid.has(uid)
}
