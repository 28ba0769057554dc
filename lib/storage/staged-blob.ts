/** Bytes that are encrypted on disk but have no lasting name yet: `commit` keeps them, `discard` forgets them. */
export interface StagedBlob {
  readonly blobName: string
  readonly byteLength: number
  readonly sha256: Buffer
  /** Reads plaintext before the commit; from memory where it is the beginning. */
  readRange(offset: number, length: number): Promise<Uint8Array>
  /**
   * Makes the name durable (rename, fsync of the folder), as the file is since `finish`. Safe to repeat.
   * @throws AppError unavailable when the disk is full or away
   */
  commit(): Promise<void>
  /** Removes the bytes when they were not committed; never throws. */
  discard(): Promise<void>
}

/** Bytes on their way in. Await each `write`: that is the back-pressure. */
export interface BlobWrite {
  write(bytes: Uint8Array): Promise<void>
  /** The file is on the disk (fsync) when it resolves; when the disk refused it, `commit` says so. */
  finish(): Promise<StagedBlob>
  /** Ends the write and removes what came so far; never throws. */
  abort(): Promise<void>
  readonly byteLength: number
}
