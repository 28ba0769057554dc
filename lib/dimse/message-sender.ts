import type { Socket } from 'node:net'
import { pduType } from './pdu'

export interface OutgoingMessage {
  contextId: number
  /** A command set. */
  command: Buffer
  /** The data set that follows, in pieces of any length. */
  data?: Iterable<Uint8Array> | AsyncIterable<Uint8Array> | undefined
}

export interface MessageSender {
  /** Resolves when the message has been handed to the network; messages go one after the other, whole. */
  send(message: OutgoingMessage): Promise<void>
  /** A PDU that is no message, at once. */
  write(bytes: Buffer): Promise<void>
}

export interface SenderOptions {
  socket: Socket
  /** The longest PDU that the peer takes; 0: any. */
  peerMaxLength: number
  /** A peer that takes nothing for so long is cut off. */
  stallMs: number
}

const longest = 128 * 1024

/** Writes messages as P-DATA-TF PDUs no longer than the peer takes (PS3.8 9.3.5, annex E). */
export function messageSender({ socket, peerMaxLength, stallMs }: SenderOptions): MessageSender {
  const room = Math.max((peerMaxLength === 0 ? longest : Math.min(peerMaxLength, longest)) - 6, 1)
  let last: Promise<void> | null = null

  async function write(bytes: Buffer): Promise<void> {
    if (socket.destroyed || !socket.writable) return
    if (!socket.write(bytes)) await drained(socket, stallMs)
  }

  async function sendNow({ contextId, command, data }: OutgoingMessage): Promise<void> {
    const commandBytes = commandPdus(contextId, command, room)
    if (!data) return write(commandBytes)
    // What is said in this tick goes out together: command and small data set, and many answers to a query.
    socket.cork()
    process.nextTick(() => socket.uncork())
    await write(commandBytes)
    try {
      await sendData(contextId, data)
    } catch (error) {
      // Half a data set cannot be taken back: the peer must not take it for a whole one.
      socket.destroy()
      throw error
    }
  }

  async function sendData(contextId: number, data: NonNullable<OutgoingMessage['data']>): Promise<void> {
    let pieces: Uint8Array[] = []
    let length = 0
    for await (const bytes of data) {
      pieces.push(bytes)
      length += bytes.length
      // One more byte than fits, so that this is not the last PDV.
      while (length > room) {
        const part = takeFirst(pieces, room)
        pieces = part.rest
        length -= room
        if (!writePdv(socket, { contextId, control: 0, pieces: part.first, length: room })) {
          await drained(socket, stallMs)
        }
      }
      if (socket.destroyed) return
    }
    if (!writePdv(socket, { contextId, control: 2, pieces, length })) await drained(socket, stallMs)
  }

  function send(message: OutgoingMessage): Promise<void> {
    const sending = last ? last.then(() => sendNow(message)) : sendNow(message)
    const settled = sending.then(
      () => undefined,
      () => undefined,
    )
    last = settled
    void settled.then(() => {
      if (last === settled) last = null
    })
    return sending
  }

  return { send, write }
}

/** A command set as PDUs of at most `room` bytes each. */
export function commandPdus(contextId: number, command: Buffer, room: number): Buffer {
  const parts: Buffer[] = []
  for (let from = 0; from === 0 || from < command.length; from += room) {
    const part = command.subarray(from, from + room)
    const isLast = from + room >= command.length
    parts.push(pdvHead(contextId, isLast ? 3 : 1, part.length), part)
  }
  return Buffer.concat(parts)
}

interface PdvParts {
  contextId: number
  control: number
  pieces: readonly Uint8Array[]
  length: number
}

/** Header and pieces go in one system call; nothing is copied. @returns false when the socket wants a rest */
function writePdv(socket: Socket, { contextId, control, pieces, length }: PdvParts): boolean {
  if (socket.destroyed || !socket.writable) return true
  socket.cork()
  let goesOn = socket.write(pdvHead(contextId, control, length))
  for (const piece of pieces) goesOn = socket.write(piece)
  socket.uncork()
  return goesOn
}

/** Head of a P-DATA-TF PDU with one PDV of `length` bytes. */
function pdvHead(contextId: number, control: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(12)
  head[0] = pduType.data
  head[1] = 0
  head.writeUInt32BE(length + 6, 2)
  head.writeUInt32BE(length + 2, 6)
  head[10] = contextId
  head[11] = control
  return head
}

function takeFirst(
  pieces: readonly Uint8Array[],
  length: number,
): { first: Uint8Array[]; rest: Uint8Array[] } {
  const first: Uint8Array[] = []
  let missing = length
  for (const [i, piece] of pieces.entries()) {
    if (piece.length >= missing) {
      first.push(piece.subarray(0, missing))
      const tail = piece.subarray(missing)
      return { first, rest: [...(tail.length > 0 ? [tail] : []), ...pieces.slice(i + 1)] }
    }
    first.push(piece)
    missing -= piece.length
  }
  return { first, rest: [] }
}

function drained(socket: Socket, stallMs: number): Promise<void> {
  if (socket.destroyed || !socket.writableNeedDrain) return Promise.resolve()
  return new Promise<void>((resolve) => {
    const stalled = setTimeout(() => socket.destroy(), stallMs)
    const done = () => {
      clearTimeout(stalled)
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
