import { AppError } from '@/lib/errors'

/**
 * Reads the start of a file (or all of it) with checked bounds. What lies past `bytes` but inside `totalLength` is
 * merely not here yet (`detail.needMore`); past `totalLength` the file is cut off.
 */
export class ByteReader {
  readonly view: DataView
  position: number

  constructor(
    readonly bytes: Uint8Array,
    readonly totalLength: number,
    position: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.position = position
  }

  /** Makes sure that the next `count` bytes can be read. */
  need(count: number, where: string): void {
    const end = this.position + count
    if (end <= this.bytes.length) return
    if (end <= this.totalLength) {
      throw new AppError('unprocessable', 'The header is longer than what was read of it.', {
        detail: { needMore: true },
      })
    }
    throw cutOff(where)
  }

  tag(bigEndian: boolean): string {
    const group = this.view.getUint16(this.position, !bigEndian)
    const element = this.view.getUint16(this.position + 2, !bigEndian)
    return hex4(group) + hex4(element)
  }

  uint16(at: number, bigEndian: boolean): number {
    return this.view.getUint16(at, !bigEndian)
  }

  uint32(at: number, bigEndian: boolean): number {
    return this.view.getUint32(at, !bigEndian)
  }
}

export function cutOff(where: string): AppError {
  return new AppError('unprocessable', `The file ends inside ${where}: it is cut off. Send it again.`)
}

function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0')
}
