import { canTranscode } from '@/lib/archive/can-transcode'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian, transferSyntax } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import { frameEncoding } from '@/lib/pixels/encode/encodings'
import { frameCoding } from '@/lib/pixels/transfer-syntaxes'
import type { MediaRange } from './accept'

/** How the instances or frames go out. */
export interface Delivery {
  /** false: one body without multipart around it. */
  multipart: boolean
  mediaType: string
  /** '*' as stored, or one UID. */
  transferSyntax: string
}

/** Of an original, which may have to be converted. */
interface Stored {
  TransferSyntaxUID: string
  hasPixelData: boolean
}

/**
 * application/dicom, single or multipart (PS3.18 8.7.3.1): as stored where everything is accepted or `*` is asked for, in
 * the syntax that is named, else in Explicit VR Little Endian. null: nothing the client accepts can be had.
 */
export function negotiateDicom(
  ranges: readonly MediaRange[],
  stored: readonly Stored[],
  isInstance: boolean,
): Delivery | null {
  for (const { type, parameters } of ranges) {
    const asked = parameters['transfer-syntax'] ?? (type.endsWith('/*') ? '*' : ExplicitVRLittleEndian)
    const fits = asked === '*' || stored.every((instance) => canTranscode(instance, asked))
    if (!fits) continue
    const delivery = { mediaType: 'application/dicom', transferSyntax: asked }
    if (type === '*/*' || type === 'multipart/*' || isMultipartOf(type, parameters, 'application/dicom')) {
      return { ...delivery, multipart: true }
    }
    if ((type === 'application/dicom' || type === 'application/*') && isInstance) {
      return { ...delivery, multipart: false }
    }
  }
  return null
}

export interface FrameChoice extends Delivery {
  /** 'stored' as it is; 'swap' big-endian samples turned; 'convert' decoded, and encoded in `transferSyntax`. */
  how: 'stored' | 'swap' | 'convert'
}

const octets = 'application/octet-stream'
const defaultSyntax: Readonly<Record<string, string>> = {
  'image/jpeg': '1.2.840.10008.1.2.4.70',
  'image/dicom-rle': '1.2.840.10008.1.2.5',
  'image/jls': '1.2.840.10008.1.2.4.80',
  'image/jp2': '1.2.840.10008.1.2.4.90',
  'image/jphc': '1.2.840.10008.1.2.4.201',
}
const LittleEndian = ExplicitVRLittleEndian

/**
 * One or several frames of an instance (PS3.18 8.7.3.3 and 8.7.3.5). Stored frames go out as they are wherever the client allows;
 * application/octet-stream without `transfer-syntax=*` means little-endian samples, so a compressed frame is decoded; another
 * image type than the stored one is encoded without loss, in its default syntax (table 8.7.3-2) if none is named.
 */
export function negotiateFrames(
  ranges: readonly MediaRange[],
  { TransferSyntaxUID, frames }: { TransferSyntaxUID: string; frames: number },
): FrameChoice | null {
  for (const { type, parameters } of ranges) {
    const multipart = type === 'multipart/related' || type === 'multipart/*' || type === '*/*'
    if (!multipart && frames > 1) continue
    const wanted = (multipart ? (parameters.type ?? '*/*') : type).toLowerCase()
    const choice = chooseFrame(wanted, parameters['transfer-syntax'], TransferSyntaxUID)
    if (choice) return { ...choice, multipart }
  }
  return null
}

function chooseFrame(
  wanted: string,
  asked: string | undefined,
  TransferSyntaxUID: string,
): Omit<FrameChoice, 'multipart'> | null {
  const syntax = transferSyntax(TransferSyntaxUID)
  // Of a native little-endian frame there is one form, whatever the VRs and deflation around it were.
  const own = syntax.encapsulated || syntax.bigEndian ? TransferSyntaxUID : LittleEndian
  const isOwn = asked === '*' || asked === TransferSyntaxUID
  const isSamples = asked === undefined || asked === LittleEndian || asked === ImplicitVRLittleEndian
  if (wanted === octets) {
    if (isOwn) return { mediaType: octets, transferSyntax: own, how: 'stored' }
    if (!isSamples) return null
    const how = syntax.encapsulated ? 'convert' : syntax.bigEndian ? 'swap' : 'stored'
    return { mediaType: octets, transferSyntax: LittleEndian, how }
  }
  const any = wanted === '*/*' || wanted === 'application/*'
  if (any && !syntax.encapsulated) return chooseFrame(octets, asked, TransferSyntaxUID)
  const isMedia = syntax.encapsulated && (wanted === syntax.frameMediaType || any)
  const isImage = wanted === 'image/*' && syntax.frameMediaType.startsWith('image/')
  if ((isMedia || isImage) && (asked === undefined || isOwn))
    return { mediaType: syntax.frameMediaType, transferSyntax: own, how: 'stored' }
  const target = asked ?? defaultSyntax[wanted]
  if (target === undefined || !frameEncoding(target) || !frameCoding(TransferSyntaxUID)) return null
  const { frameMediaType } = transferSyntax(target)
  return any || wanted === frameMediaType || wanted === 'image/*'
    ? { mediaType: frameMediaType, transferSyntax: target, how: 'convert' }
    : null
}

/** DICOM JSON; XML is not offered. */
export function requireJson(ranges: readonly MediaRange[]): void {
  const json = ['application/dicom+json', 'application/json', 'application/*', '*/*']
  if (!ranges.some(({ type }) => json.includes(type))) {
    throw new AppError('not-acceptable', 'This answer comes as application/dicom+json only.')
  }
}

export type RenderedFormat = 'jpeg' | 'png'

/** image/jpeg or image/png (PS3.18 8.7.4); several images come in parts only. */
export function negotiateRendered(
  ranges: readonly MediaRange[],
  images: number,
): { format: RenderedFormat; multipart: boolean } {
  for (const { type, parameters } of ranges) {
    const parts = type === 'multipart/related' || type === 'multipart/*'
    const wanted = parts ? (parameters.type ?? '*/*').toLowerCase() : type
    const any = wanted === '*/*' || wanted === 'image/*'
    const format = any || wanted === 'image/jpeg' ? 'jpeg' : wanted === 'image/png' ? 'png' : null
    const multipart = parts || (type === '*/*' && images > 1)
    if (format && (multipart || images === 1)) return { format, multipart }
  }
  throw new AppError(
    'not-acceptable',
    images > 1
      ? 'Several rendered images come as multipart/related of image/jpeg or image/png only.'
      : 'Rendered images come as image/jpeg or image/png only.',
  )
}

/** Bulk data: octets, in multipart or alone (PS3.18 8.7.3.5). */
export function negotiateBulk(ranges: readonly MediaRange[]): { multipart: boolean } | null {
  for (const { type, parameters } of ranges) {
    if (type === '*/*' || type === 'application/*' || type === 'application/octet-stream')
      return { multipart: false }
    const of = parameters.type ?? 'application/octet-stream'
    if (type.startsWith('multipart/') && (of === 'application/octet-stream' || of === '*/*'))
      return { multipart: true }
  }
  return null
}

function isMultipartOf(type: string, parameters: Record<string, string>, of: string): boolean {
  return type === 'multipart/related' && (parameters.type ?? of).toLowerCase() === of
}
