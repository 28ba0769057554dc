import type { ByteSource, MediaFile } from '@/lib/dicom/media/media-file'

/** A file that a person picked: slices of it are read, never the whole. */
export function blobSource(blob: Blob, label: string): ByteSource {
  return {
    label,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
    stream: (offset, length) => blob.slice(offset, offset + length).stream(),
  }
}

/**
 * What is sent for a file: slices of the picked one, so that nothing is copied; what is packed is unpacked by the
 * browser into a Blob, which it keeps on the disk where it is large.
 */
export async function bodyOf(source: Blob, file: MediaFile, missingHeader: Uint8Array | null): Promise<Blob> {
  const parts: BlobPart[] = missingHeader ? [Uint8Array.from(missingHeader)] : []
  if (file.extents) {
    for (const { offset, length } of file.extents) parts.push(source.slice(offset, offset + length))
  } else parts.push(await new Response(file.stream()).blob())
  return new Blob(parts)
}
