import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { unencodable } from '@/lib/pixels/encode/unencodable'
import { canTranscode } from './can-transcode'
import type { LocatedInstance } from './located-instance'
import { readInstanceBytes } from './read-instance'
import { transcodePart10 } from './transcode-part10'
import { withinWeight } from './within-weight'

type Source = Pick<
  LocatedInstance,
  'blobName' | 'byteLength' | 'TransferSyntaxUID' | 'hasPixelData' | 'Rows' | 'Columns' | 'NumberOfFrames'
>

/** An object is converted in memory: one that would take more than this is delivered as stored only. */
const mostBytes = 1024 * 1024 * 1024

/**
 * The DICOM file of an instance in the transfer syntax asked for: as stored when it is that one, otherwise converted
 * without loss (PS3.18 8.7.3). A few at a time, within a limit of memory and time.
 * @throws AppError not-acceptable when it cannot be had in that syntax; unavailable when too much is waiting
 */
export async function transcodeInstance(instance: Source, TransferSyntaxUID: string): Promise<Buffer> {
  if (!canTranscode(instance, TransferSyntaxUID)) {
    throw unencodable(
      `${transferSyntax(instance.TransferSyntaxUID).name} cannot be converted to ${transferSyntax(TransferSyntaxUID).name}`,
    )
  }
  const weight = 2 * instance.byteLength + 2 * decodedLength(instance)
  if (weight > mostBytes) throw unencodable('it is too large to be converted')
  return withinWeight(weight, async () => {
    const pieces: Buffer[] = []
    for await (const piece of readInstanceBytes(instance) as AsyncIterable<Buffer>) pieces.push(piece)
    const file = Buffer.concat(pieces)
    return TransferSyntaxUID === instance.TransferSyntaxUID ? file : transcodePart10(file, TransferSyntaxUID)
  })
}

/** At most: 16 bit, one sample; colour is 8 bit and three. */
function decodedLength({ Rows, Columns, NumberOfFrames, TransferSyntaxUID }: Source): number {
  const { encapsulated, deflated } = transferSyntax(TransferSyntaxUID)
  if (!encapsulated && !deflated) return 0
  return 3 * (Rows ?? 0) * (Columns ?? 0) * Math.max(1, NumberOfFrames ?? 1)
}
