import { AppError } from '@/lib/errors'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian, transferSyntax } from '@/lib/dicom/transfer-syntax'
import type { MediaRange } from './accept'

/** How the instances or frames go out. */
export interface Delivery {
  /** false: one body without multipart around it. */
  multipart: boolean
  mediaType: string
  /** '*' as stored, or one UID. */
  transferSyntax: string
}

/** Of an original, whose syntax the answer may have to match. */
interface Stored {
  TransferSyntaxUID: string
}

/** application/dicom, single or multipart (PS3.18 8.7.3.1). null: nothing the client accepts. */
export function negotiateDicom(
  ranges: readonly MediaRange[],
  stored: readonly Stored[],
  isInstance: boolean,
): Delivery | null {
  for (const { type, parameters } of ranges) {
    const asked = parameters['transfer-syntax'] ?? '*'
    const fits = asked === '*' || stored.every((instance) => instance.TransferSyntaxUID === asked)
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
  /** 'stored' as it is; 'swap' big-endian samples turned; 'decode' a compressed frame decoded to samples. */
  how: 'stored' | 'swap' | 'decode'
}

const octets = 'application/octet-stream'
const LittleEndian = ExplicitVRLittleEndian

/**
 * One or several frames of an instance (PS3.18 8.7.3.3 and 8.7.3.5). Stored frames go out as they are wherever the client allows;
 * application/octet-stream without `transfer-syntax=*` means little-endian samples, so a compressed frame is decoded.
 */
export function negotiateFrames(
  ranges: readonly MediaRange[],
  { TransferSyntaxUID, frames }: Stored & { frames: number },
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
    const how = syntax.encapsulated ? 'decode' : syntax.bigEndian ? 'swap' : 'stored'
    return { mediaType: octets, transferSyntax: LittleEndian, how }
  }
  const any = wanted === '*/*' || wanted === 'application/*'
  if (any && !syntax.encapsulated) return chooseFrame(octets, asked, TransferSyntaxUID)
  const isMedia = wanted === syntax.frameMediaType || any
  if (!isMedia && !(wanted === 'image/*' && syntax.frameMediaType.startsWith('image/'))) return null
  return asked === undefined || isOwn
    ? { mediaType: syntax.frameMediaType, transferSyntax: own, how: 'stored' }
    : null
}

/** DICOM JSON; XML is not offered. */
export function requireJson(ranges: readonly MediaRange[]): void {
  const json = ['application/dicom+json', 'application/json', 'application/*', '*/*']
  if (!ranges.some(({ type }) => json.includes(type))) {
    throw new AppError('not-acceptable', 'This answer comes as application/dicom+json only.')
  }
}

/** image/jpeg or image/png (PS3.18 8.7.4). */
export function negotiateRendered(ranges: readonly MediaRange[]): 'jpeg' | 'png' {
  for (const { type } of ranges) {
    if (type === 'image/jpeg' || type === 'image/*' || type === '*/*') return 'jpeg'
    if (type === 'image/png') return 'png'
  }
  throw new AppError('not-acceptable', 'Rendered images come as image/jpeg or image/png only.')
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
