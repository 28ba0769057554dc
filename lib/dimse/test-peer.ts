import { connect, type Socket } from 'node:net'

export interface TestPeerOptions {
  port: number
  callingAETitle: string
  calledAETitle: string
  applicationContext: string
  protocolVersion: number
  maxPduLength: number
  contexts: readonly (readonly [abstractSyntax: string, transferSyntaxes: readonly string[]])[]
  /** Bytes of a PDV; command and data set in one PDU; bytes of a write to the socket. */
  fragment: number
  together: boolean
  wireSplit: number
}

export interface SentObject {
  SOPClassUID: string
  SOPInstanceUID: string
  /** Without the Part 10 header. */
  dataSet: Buffer
}

const defaults: Omit<TestPeerOptions, 'port'> = {
  callingAETitle: 'MODALITY',
  calledAETitle: 'WETREAD',
  applicationContext: '1.2.840.10008.3.1.1.1',
  protocolVersion: 1,
  maxPduLength: 16_384,
  contexts: [
    ['1.2.840.10008.1.1', ['1.2.840.10008.1.2']],
    ['1.2.840.10008.5.1.4.1.1.1', ['1.2.840.10008.1.2.1']],
  ],
  fragment: 60_000,
  together: false,
  wireSplit: 0,
}

/** Tests only: a DICOM peer that can also do what no proper library lets it do. */
export class TestPeer {
  longestPdu = 0
  answers: [result: number, transferSyntax: string][] = []
  private buffer = Buffer.alloc(0)
  private messageId = 0
  private wake: () => void = () => undefined
  private isClosed = false

  private constructor(
    readonly socket: Socket,
    private readonly options: TestPeerOptions,
  ) {
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk])
      this.wake()
    })
    socket.on('close', () => {
      this.isClosed = true
      this.wake()
    })
  }

  static async associate(given: Partial<TestPeerOptions> & { port: number }): Promise<TestPeer> {
    const options = { ...defaults, ...given }
    const peer = new TestPeer(connect(options.port, '127.0.0.1').setNoDelay(), options)
    peer.socket.write(pdu(1, request(options)))
    const { type, body } = await peer.next()
    if (type === 3) throw new Error(`rejected ${body[1]}/${body[2]}/${body[3]}`)
    if (type !== 2) throw new Error(`answered with PDU ${type}`)
    for (let at = 68; at < body.length; at += 4 + body.readUInt16BE(at + 2)) {
      if (body[at] !== 0x21) continue
      const length = body.readUInt16BE(at + 2)
      peer.answers.push([body[at + 6] ?? -1, body.subarray(at + 12, at + 4 + length).toString('latin1')])
    }
    return peer
  }

  /** The next PDU; throws when the connection closes instead. */
  async next(): Promise<{ type: number; body: Buffer }> {
    for (;;) {
      if (this.buffer.length >= 6) {
        const end = 6 + this.buffer.readUInt32BE(2)
        if (this.buffer.length >= end) {
          const [type, body] = [this.buffer[0] ?? 0, this.buffer.subarray(6, end)]
          this.buffer = this.buffer.subarray(end)
          if (type === 4) this.longestPdu = Math.max(this.longestPdu, end - 6)
          return { type, body }
        }
      }
      if (this.isClosed) throw new Error('connection closed')
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  echo(): Promise<number> {
    return this.command({ CommandField: 0x0030 }, 1)
  }

  /** Sends a command without data set. @returns the status of the response */
  async command({ CommandField }: { CommandField: number }, context = 3): Promise<number> {
    this.messageId += 1
    const set = commandSet([
      uid(0x0002, '1.2.840.10008.1.1'),
      us(0x0100, CommandField),
      us(0x0110, this.messageId),
      us(0x0800, 0x0101),
    ])
    this.socket.write(pdu(4, pdv(context, 3, set)))
    return this.status()
  }

  async store(object: SentObject): Promise<number> {
    await this.send(this.storePdvs(object))
    return this.status()
  }

  async storeHalf(object: SentObject): Promise<void> {
    const pdvs = this.storePdvs(object)
    await this.send(pdvs.slice(0, Math.ceil(pdvs.length / 2)))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }

  async storeRest(object: SentObject): Promise<number> {
    const pdvs = this.storePdvs(object)
    await this.send(pdvs.slice(Math.ceil(pdvs.length / 2)))
    return this.status()
  }

  async release(): Promise<void> {
    this.socket.write(pdu(5, Buffer.alloc(4)))
    const { type } = await this.next()
    if (type !== 6) throw new Error(`release answered with PDU ${type}`)
    this.socket.destroy()
  }

  private storePdvs({ SOPClassUID, SOPInstanceUID, dataSet }: SentObject): Buffer[] {
    this.messageId += 1
    const set = commandSet([
      uid(0x0002, SOPClassUID),
      us(0x0100, 1),
      us(0x0110, this.messageId),
      us(0x0700, 0),
      us(0x0800, 1),
      uid(0x1000, SOPInstanceUID),
    ])
    const { fragment } = this.options
    const pdvs: Buffer[] = []
    for (const [bytes, flag] of [
      [set, 1],
      [dataSet, 0],
    ] as const) {
      for (let at = 0; at < bytes.length; at += fragment) {
        const isLast = at + fragment >= bytes.length
        pdvs.push(pdv(3, flag | (isLast ? 2 : 0), bytes.subarray(at, at + fragment)))
      }
    }
    return pdvs
  }

  private async send(pdvs: Buffer[]): Promise<void> {
    const bytes = Buffer.concat(
      this.options.together ? [pdu(4, Buffer.concat(pdvs))] : pdvs.map((one) => pdu(4, one)),
    )
    const split = this.options.wireSplit || bytes.length
    for (let at = 0; at < bytes.length; at += split) {
      if (!this.socket.write(bytes.subarray(at, at + split)) && this.options.wireSplit) {
        await new Promise<void>((resolve) => this.socket.once('drain', () => resolve()))
      }
    }
  }

  /** Status of the next response, whose command set may come in several PDUs. */
  private async status(): Promise<number> {
    const parts: Buffer[] = []
    for (;;) {
      const { type, body } = await this.next()
      if (type !== 4) throw new Error(`answered with PDU ${type}`)
      parts.push(body.subarray(6))
      if (((body[5] ?? 0) & 2) === 2) break
    }
    const set = Buffer.concat(parts)
    for (let at = 0; at < set.length; at += 8 + set.readUInt32LE(at + 4)) {
      if (set.readUInt16LE(at + 2) === 0x0900) return set.readUInt16LE(at + 8)
    }
    throw new Error('no status')
  }
}

function request(options: TestPeerOptions): Buffer {
  const head = Buffer.alloc(68)
  head.writeUInt16BE(options.protocolVersion, 0)
  head.write(options.calledAETitle.padEnd(16), 4, 'latin1')
  head.write(options.callingAETitle.padEnd(16), 20, 'latin1')
  const contexts = options.contexts.map(([abstractSyntax, transferSyntaxes], i) =>
    item(
      0x20,
      Buffer.concat([
        Buffer.from([2 * i + 1, 0, 0, 0]),
        item(0x30, Buffer.from(abstractSyntax)),
        ...transferSyntaxes.map((syntax) => item(0x40, Buffer.from(syntax))),
      ]),
    ),
  )
  const longest = Buffer.alloc(4)
  longest.writeUInt32BE(options.maxPduLength)
  const user = item(0x50, Buffer.concat([item(0x51, longest), item(0x52, Buffer.from('1.2.3'))]))
  return Buffer.concat([head, item(0x10, Buffer.from(options.applicationContext)), ...contexts, user])
}

function pdu(type: number, body: Buffer): Buffer {
  const head = Buffer.from([type, 0, 0, 0, 0, 0])
  head.writeUInt32BE(body.length, 2)
  return Buffer.concat([head, body])
}

function pdv(context: number, control: number, bytes: Buffer): Buffer {
  const head = Buffer.from([0, 0, 0, 0, context, control])
  head.writeUInt32BE(bytes.length + 2, 0)
  return Buffer.concat([head, bytes])
}

function item(type: number, body: Buffer): Buffer {
  const head = Buffer.from([type, 0, 0, 0])
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

function commandSet(elements: Buffer[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(elements.reduce((sum, bytes) => sum + bytes.length, 0))
  return Buffer.concat([commandElement(0, length), ...elements])
}

function commandElement(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(tag, 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}

function us(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return commandElement(tag, bytes)
}

function uid(tag: number, value: string): Buffer {
  return commandElement(tag, Buffer.from(value.length % 2 === 0 ? value : `${value}\0`))
}
