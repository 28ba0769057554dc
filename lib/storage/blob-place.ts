/** Sealed bytes of one blob by position, wherever they lie. */
export interface SealedFile {
  size: number
  /** Shorter where the file ends. */
  read(position: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

export interface KeptBlob {
  blobName: string
  modifiedAt: Date
  /** Of the plaintext; 0 when the file is too short to be one of ours. */
  byteLength: number
}

/**
 * Where sealed blobs are kept: a folder, or a bucket. What lies there is encrypted already, under names of our own that
 * say nothing. A blob that seems to belong to nobody is set aside, where it can still be read, before it is removed.
 */
export interface BlobPlace {
  /** Takes over a file that is complete and flushed; durable when it resolves. The file is gone from where it was. */
  keep(blobName: string, file: string): Promise<void>
  /** null when it is not here, neither kept nor set aside. */
  open(blobName: string): Promise<SealedFile | null>
  has(blobName: string): Promise<boolean>
  /** No error when it is gone already. */
  remove(blobName: string): Promise<void>
  /** All kept blobs, without a list of millions in memory. */
  list(): AsyncGenerator<KeptBlob>
  setAside(blobName: string): Promise<void>
  bringBack(blobName: string): Promise<void>
  listAside(): Promise<{ blobName: string; since: Date }[]>
}
