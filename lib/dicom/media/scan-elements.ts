import { mediaTags, type MediaAttributes, type MediaKeyword } from './media-tags'

export interface Encoding {
  implicit: boolean
  bigEndian: boolean
}

export interface ScanInput extends Encoding {
  bytes: Uint8Array
  start: number
  /** The first tag that is not wanted any more. */
  ends: (tag: number) => boolean
  /** Called for each element inside sequences too, where the caller wants to see those (DICOMDIR). */
  inside?: (tag: number, value: Uint8Array) => void
}

export interface Scan {
  attributes: MediaAttributes
  /** Where the first element not read begins. */
  position: number
  /** 'more': the bytes end before the end is reached. 'broken': this is no data set. */
  ended: 'whole' | 'more' | 'broken'
}

const byTag = new Map<number, MediaKeyword>(
  Object.entries(mediaTags).map(([keyword, tag]) => [tag, keyword as MediaKeyword]),
)
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const undefinedLength = 0xffffffff
const item = 0xfffee000
const itemEnd = 0xfffee00d
const sequenceEnd = 0xfffee0dd
const deepest = 64

/**
 * Runs over the elements of a data set (PS3.5 7.1) from its beginning, and keeps the few that say what the file is.
 * Small and forgiving on purpose: the archive itself parses with care what is sent to it.
 */
export function scanElements(input: ScanInput): Scan {
  const scanner = new Scanner(input)
  const ended = scanner.run()
  return { attributes: scanner.attributes, position: scanner.position, ended }
}

class NeedMore extends Error {}
class Broken extends Error {}

interface Head {
  tag: number
  vr: string
  length: number
}

class Scanner {
  readonly attributes: MediaAttributes = {}
  position: number
  private readonly view: DataView

  constructor(private readonly input: ScanInput) {
    const { bytes } = input
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.position = input.start
  }

  run(): Scan['ended'] {
    const { bytes, ends } = this.input
    let last = 0
    try {
      for (;;) {
        const at = this.position
        if (at + 8 > bytes.length) return 'more'
        const tag = this.tag(this.input)
        this.position = at
        // Before the rest of the head is read: what follows a file header has an encoding of its own, or is deflated.
        if (ends(tag)) return 'whole'
        const head = this.head(this.input)
        if (head.tag < last) return 'broken'
        last = head.tag
        const isSequence = head.length === undefinedLength || head.vr === 'SQ'
        if (isSequence && (head.length === undefinedLength || this.input.inside)) {
          this.sequence(head.length, 1, head.vr === 'UN' ? { implicit: true, bigEndian: false } : this.input)
        } else this.keep(head)
      }
    } catch (error) {
      if (error instanceof NeedMore) return 'more'
      if (error instanceof Broken) return 'broken'
      throw error
    }
  }

  private keep({ tag, length }: Head): void {
    const { bytes } = this.input
    const from = this.position
    const keyword = byTag.get(tag)
    this.position = from + length
    if (!keyword) return
    if (this.position > bytes.length) throw new NeedMore()
    this.attributes[keyword] = bytes.subarray(from, this.position)
  }

  /** Items one by one, since a sequence of undefined length has no other end (PS3.5 7.5). */
  private sequence(length: number, depth: number, encoding: Encoding): void {
    if (depth > deepest) throw new Broken()
    const end = length === undefinedLength ? Infinity : this.position + length
    while (this.position < end) {
      const tag = this.tag(encoding)
      const itemLength = this.uint32(this.position, encoding)
      this.position += 4
      if (tag === sequenceEnd) return
      if (tag !== item) throw new Broken()
      if (itemLength !== undefinedLength && !this.input.inside) this.position += itemLength
      else this.items(itemLength, depth, encoding)
    }
  }

  private items(length: number, depth: number, encoding: Encoding): void {
    const end = length === undefinedLength ? Infinity : this.position + length
    while (this.position < end) {
      const head = this.head(encoding)
      if (head.tag === itemEnd) return
      if (head.length === undefinedLength || (head.vr === 'SQ' && this.input.inside)) {
        this.sequence(
          head.length,
          depth + 1,
          head.vr === 'UN' ? { implicit: true, bigEndian: false } : encoding,
        )
        continue
      }
      const from = this.position
      this.position += head.length
      if (!this.input.inside) continue
      if (this.position > this.input.bytes.length) throw new NeedMore()
      this.input.inside(head.tag, this.input.bytes.subarray(from, this.position))
    }
  }

  private head(encoding: Encoding): Head {
    const tag = this.tag(encoding)
    if (encoding.implicit || tag >>> 16 === 0xfffe) {
      const length = this.uint32(this.position, encoding)
      this.position += 4
      return { tag, vr: '', length }
    }
    this.need(4)
    const vr = String.fromCharCode(this.view.getUint8(this.position), this.view.getUint8(this.position + 1))
    if (!/^[A-Z]{2}$/.test(vr)) throw new Broken()
    if (!longVrs.has(vr)) {
      const length = this.view.getUint16(this.position + 2, !encoding.bigEndian)
      this.position += 4
      return { tag, vr, length }
    }
    const length = this.uint32(this.position + 4, encoding)
    this.position += 8
    return { tag, vr, length }
  }

  private tag({ bigEndian }: Encoding): number {
    this.need(8)
    const group = this.view.getUint16(this.position, !bigEndian)
    const element = this.view.getUint16(this.position + 2, !bigEndian)
    this.position += 4
    return group * 0x10000 + element
  }

  private uint32(at: number, { bigEndian }: Encoding): number {
    if (at + 4 > this.view.byteLength) throw new NeedMore()
    return this.view.getUint32(at, !bigEndian)
  }

  private need(length: number): void {
    if (this.position + length > this.view.byteLength) throw new NeedMore()
  }
}
