import { transferSyntax, isKnownTransferSyntax } from '@/lib/dicom/transfer-syntax'
import { frameEncoding } from '@/lib/pixels/encode/encodings'
import { frameCoding } from '@/lib/pixels/transfer-syntaxes'
import type { LocatedInstance } from './located-instance'

type Source = Pick<LocatedInstance, 'TransferSyntaxUID' | 'hasPixelData'>

/**
 * Whether `transcodeInstance` can be tried: by the syntaxes alone, without reading. What the pixels themselves forbid is
 * found when they are read.
 */
export function canTranscode({ TransferSyntaxUID, hasPixelData }: Source, target: string): boolean {
  if (TransferSyntaxUID === target) return true
  if (!isKnownTransferSyntax(target)) return false
  const { encapsulated, bigEndian } = transferSyntax(target)
  if (bigEndian || (encapsulated && (!hasPixelData || !frameEncoding(target)))) return false
  return !hasPixelData || frameCoding(TransferSyntaxUID) !== null
}
