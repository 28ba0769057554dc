/** What the writer of a blob asks of the thread that seals it. One request of a job at a time. */
export type SealingRequest =
  | {
      op: 'write'
      job: number
      /** With the first write of a job. */
      begin?: { file: string; blobName: string; header: Uint8Array; dataKey: Uint8Array }
      /** Plaintext, a chunk each; all but the last are full. Not changed until the answer comes. */
      chunks: SharedArrayBuffer[]
      /** Of the last of `chunks`. */
      lastLength: number
      /** The blob ends with these: the file is flushed to the disk and closed. */
      isLast: boolean
    }
  /** Closes and removes a file that is not complete. */
  | { op: 'drop'; job: number }

export interface SealingAnswer {
  job: number
  /** Of the plaintext, when the last of it was written. */
  sha256?: Uint8Array
  error?: { code: string; message: string }
}
