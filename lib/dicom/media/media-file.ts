import type { ReadRange } from '../read-part10'

/** Bytes that can be read anywhere: a file on the disk, a Blob in a browser. */
export interface ByteSource {
  /** What a person reads beside the verdict. Only ever text: nothing opens or writes by it. */
  label: string
  size: number
  read: ReadRange
  stream(offset: number, length: number): ReadableStream<Uint8Array>
}

export interface Extent {
  offset: number
  length: number
}

/** One file on a medium. */
export interface MediaFile {
  label: string
  size: number
  /** The first bytes; fewer where the file is shorter. */
  head(length: number): Promise<Uint8Array>
  stream(): ReadableStream<Uint8Array>
  /** Where its bytes lie in the source as they are; null where they are compressed there. */
  extents: Extent[] | null
}

export interface SkippedFile {
  label: string
  /** Why it is not imported, in words for a technologist. */
  skipped: string
}

export type MediaEntry = MediaFile | SkippedFile

export function isSkipped(entry: MediaEntry): entry is SkippedFile {
  return 'skipped' in entry
}
