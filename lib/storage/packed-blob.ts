import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import type { ImageAttributes } from '@/lib/pixels/image-attributes'
import { reencodeFrame } from '@/lib/pixels/reencode-frame'

/**
 * The packed form of an uncompressed DICOM file: what lies before and after its frames as it is, the frames compressed
 * without loss. It is unpacked to exactly the file it was made of; nothing above lib/storage sees that it is packed.
 *
 * magic 8 | length of the index 4 | index (JSON) | head | tail | frames one after the other
 */
const magic = Buffer.from('WTPACK01', 'latin1')
const prefixLength = 12
const Native = '1.2.840.10008.1.2.1'

interface PackIndex {
  byteLength: number
  /** Where the first frame begins in the file. */
  from: number
  /** Of a frame in the file. */
  frameLength: number
  /** Of each frame here. */
  frames: number[]
  TransferSyntaxUID: string
  attributes: ImageAttributes
}

export interface PackInput {
  /** The whole file. */
  file: Uint8Array
  from: number
  frameLength: number
  NumberOfFrames: number
  attributes: ImageAttributes
  /** What the frames are compressed in. */
  TransferSyntaxUID: string
}

/** @returns null where this form would not give back the file bit for bit, or would save nothing */
export async function packBlob(input: PackInput): Promise<Buffer | null> {
  const { file, from, frameLength } = input
  const cells = cellAttributes(input.attributes)
  // As the image is meant it compresses best; as bare cells it comes back whatever is in the unused bits.
  const packed = (await packAs(input, input.attributes)) ?? (cells && (await packAs(input, cells)))
  if (!packed || packed.length >= file.length) return null
  const read = (offset: number, length: number) => Promise.resolve(packed.subarray(offset, offset + length))
  const hash = createHash('sha256')
  for await (const piece of unpackedStream({ blobName: '', read })) hash.update(piece)
  const isSame = hash.digest().equals(createHash('sha256').update(file).digest())
  return isSame && from >= 0 && frameLength > 0 ? packed : null
}

async function packAs(input: PackInput, attributes: ImageAttributes): Promise<Buffer | null> {
  const { file, from, frameLength, NumberOfFrames, TransferSyntaxUID } = input
  const frames: Uint8Array[] = []
  let PhotometricInterpretation = attributes.PhotometricInterpretation
  let BitsStored = attributes.BitsStored
  for (let n = 0; n < NumberOfFrames; n += 1) {
    const bytes = file.subarray(from + n * frameLength, from + (n + 1) * frameLength)
    if (bytes.length < frameLength) return null
    const encoded = await attempt(() =>
      reencodeFrame({ TransferSyntaxUID: Native, bytes, attributes }, TransferSyntaxUID),
    )
    if (!encoded) return null
    PhotometricInterpretation = encoded.PhotometricInterpretation
    BitsStored = encoded.BitsStored
    const again = await decodeCells(encoded.bytes, {
      TransferSyntaxUID,
      attributes: { ...attributes, PhotometricInterpretation, BitsStored, PlanarConfiguration: 0 },
    })
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).equals(again)) return null
    frames.push(encoded.bytes)
  }
  const end = from + NumberOfFrames * frameLength
  const index: PackIndex = {
    byteLength: file.length,
    from,
    frameLength,
    frames: frames.map(({ length }) => length),
    TransferSyntaxUID,
    attributes: { ...attributes, PhotometricInterpretation, BitsStored, PlanarConfiguration: 0 },
  }
  const text = Buffer.from(JSON.stringify(index))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  return Buffer.concat([magic, length, text, file.subarray(0, from), file.subarray(end), ...frames])
}

/** The cells of a grey or colour image as grey values of their full width. */
function cellAttributes(attributes: ImageAttributes): ImageAttributes | null {
  const { BitsAllocated, SamplesPerPixel, Rows } = attributes
  if ((BitsAllocated !== 8 && BitsAllocated !== 16) || Rows * SamplesPerPixel > 65_535) return null
  return {
    ...attributes,
    Rows: Rows * SamplesPerPixel,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsStored: BitsAllocated,
    HighBit: BitsAllocated - 1,
    PixelRepresentation: 0,
    PlanarConfiguration: 0,
  }
}

async function attempt<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-acceptable') return null
    throw error
  }
}

async function decodeCells(
  bytes: Uint8Array,
  { TransferSyntaxUID, attributes }: Pick<PackIndex, 'TransferSyntaxUID' | 'attributes'>,
): Promise<Uint8Array> {
  const frame = {
    TransferSyntaxUID,
    bytes,
    attributes: { ...attributes, HighBit: attributes.BitsStored - 1 },
  }
  return (await reencodeFrame(frame, Native)).bytes
}

export interface PackedSource {
  blobName: string
  /** Of the packed form. */
  read: (offset: number, length: number) => Promise<Uint8Array>
}

/** Bytes of the file from its packed form; only the frames that hold them are decoded. */
export async function unpackedRange(
  source: PackedSource,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const opened = await openPacked(source)
  const end = Math.min(offset + length, opened.index.byteLength)
  const pieces: Uint8Array[] = []
  for (let at = offset; at < end;) {
    const piece = await pieceAt(opened, at, end)
    pieces.push(piece)
    at += piece.length
  }
  const [only] = pieces
  return pieces.length === 1 && only ? only : Buffer.concat(pieces)
}

/** The whole file, a frame at a time. */
export async function* unpackedStream(source: PackedSource): AsyncGenerator<Uint8Array> {
  const opened = await openPacked(source)
  for (let at = 0; at < opened.index.byteLength;) {
    const piece = await pieceAt(opened, at, opened.index.byteLength)
    yield piece
    at += piece.length
  }
}

interface OpenedPack {
  source: PackedSource
  index: PackIndex
  /** Of the head. */
  start: number
}

async function pieceAt({ source, index, start }: OpenedPack, at: number, end: number): Promise<Uint8Array> {
  const { from, frameLength, frames, byteLength } = index
  const pixelsEnd = from + frames.length * frameLength
  const most = 1024 * 1024
  if (at < from) return sound(await source.read(start + at, Math.min(end, from, at + most) - at))
  if (at >= pixelsEnd) {
    const stop = Math.min(end, at + most)
    return sound(await source.read(start + from + (at - pixelsEnd), stop - at))
  }
  const frame = Math.floor((at - from) / frameLength)
  const before = frames.slice(0, frame).reduce((sum, length) => sum + length, 0)
  const place = start + from + (byteLength - pixelsEnd) + before
  const cells = await frameOf(source, index, { frame, place, length: frames[frame] ?? 0 })
  const begin = from + frame * frameLength
  return sound(cells.subarray(at - begin, Math.min(end - begin, frameLength)))
}

const kept = new Map<string, Uint8Array>()
const mostKept = 8

/** The frame that was decoded last is mostly asked for again, piece by piece. */
async function frameOf(
  source: PackedSource,
  index: PackIndex,
  { frame, place, length }: { frame: number; place: number; length: number },
): Promise<Uint8Array> {
  const key = source.blobName === '' ? '' : `${source.blobName} ${frame}`
  const known = kept.get(key)
  if (known) return known
  const cells = await decodeCells(await source.read(place, length), index)
  if (cells.length !== index.frameLength) throw broken()
  if (key !== '' && cells.length <= 16 * 1024 * 1024) {
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
    kept.set(key, cells)
  }
  return cells
}

async function openPacked(source: PackedSource): Promise<OpenedPack> {
  const prefix = Buffer.from(await source.read(0, prefixLength))
  if (prefix.length < prefixLength || !prefix.subarray(0, 8).equals(magic)) throw broken()
  const length = prefix.readUInt32LE(8)
  const text = Buffer.from(await source.read(prefixLength, length))
  // Written by packBlob and sealed since: a form of it that fails its tags never comes here.
  return { source, index: JSON.parse(text.toString()) as PackIndex, start: prefixLength + length }
}

function sound(piece: Uint8Array): Uint8Array {
  if (piece.length === 0) throw broken()
  return piece
}

function broken(): AppError {
  return new AppError('internal', 'A stored object cannot be unpacked: restore it from a backup.', {
    detail: { reason: 'blob-damaged' },
  })
}
