/** One object on its way out: to a peer of ours, or to the one who asked for it by C-GET. */
export interface OutgoingObject {
  SOPClassUID: string
  SOPInstanceUID: string
  /** As it is stored. */
  TransferSyntaxUID: string
  /** Length of what `open` gives, about. */
  byteLength: number
  /** The data set without its file header, in the stored transfer syntax. */
  open(): AsyncIterable<Uint8Array>
  /**
   * The data set in another transfer syntax.
   * @throws AppError not-acceptable when it cannot be brought into it
   */
  transcode(TransferSyntaxUID: string): Promise<Uint8Array>
}
