/**
 * The value of encapsulated pixel data (PS3.5 A.4): one fragment a frame behind a basic offset table, which is left
 * empty where its 32-bit offsets could not reach.
 */
export function encapsulateFrames(frames: readonly Uint8Array[]): Buffer {
  const offsets: number[] = []
  const parts: Uint8Array[] = []
  let at = 0
  for (const frame of frames) {
    offsets.push(at)
    const odd = frame.length % 2
    parts.push(itemHead(0xe000, frame.length + odd), frame, Buffer.alloc(odd))
    at += 8 + frame.length + odd
  }
  const table = Buffer.alloc(at > 0xffffffff ? 0 : 4 * offsets.length)
  if (table.length > 0) offsets.forEach((offset, n) => table.writeUInt32LE(offset, 4 * n))
  return Buffer.concat([itemHead(0xe000, table.length), table, ...parts, itemHead(0xe0dd, 0)])
}

function itemHead(element: number, length: number): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(0xfffe, 0)
  head.writeUInt16LE(element, 2)
  head.writeUInt32LE(length, 4)
  return head
}
