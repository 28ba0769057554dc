const wordSizes: Record<string, number> = { OW: 2, OF: 4, OL: 4, OD: 8, OV: 8 }

/** Bytes of a binary value as Explicit VR Little Endian has them, which is what DICOMweb delivers (PS3.18 8.7.3.5.2). */
export function toLittleEndian(
  bytes: Uint8Array,
  { vr, bigEndian, wordSize = wordSizes[vr] ?? 1 }: { vr: string; bigEndian: boolean; wordSize?: number },
): Uint8Array {
  if (!bigEndian || wordSize === 1) return bytes
  const swapped = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += wordSize) {
    for (let i = 0; i < wordSize && at + i < bytes.length; i += 1) {
      swapped[at + i] = bytes[Math.min(at + wordSize, bytes.length) - 1 - i] ?? 0
    }
  }
  return swapped
}
