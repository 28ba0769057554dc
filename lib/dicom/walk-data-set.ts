import { AppError } from '@/lib/errors'
import { ByteReader, cutOff } from './byte-reader'
import type { DataElement, DataSet } from './data-set'
import { isPrivate, vrOf } from './dictionary'
import { limits } from './limits'
import { explicitVr, isKnownVr, readElementHead, type ElementHead } from './read-element-head'
import { resolveVr } from './resolve-vr'
import { tagText } from './tag-text'
import type { TransferSyntax } from './transfer-syntax'

export interface WalkInput {
  bytes: Uint8Array
  /** Where the data set begins. */
  start: number
  /** Of the file; `bytes` may be only its beginning. */
  totalLength: number
  syntax: TransferSyntax
}

interface Walk {
  reader: ByteReader
  elements: number
  items: number
}

interface Scope {
  dataSet: DataSet
  implicit: boolean
  /** Where the data set must end; Infinity for an item of undefined length. */
  end: number
  depth: number
}

const ITEM = 'FFFEE000'
const ITEM_END = 'FFFEE00D'
const SEQUENCE_END = 'FFFEE0DD'
/** FloatPixelData, DoubleFloatPixelData, PixelData. */
export const pixelDataTags = ['7FE00008', '7FE00009', '7FE00010']

/**
 * One pass over the structure of a data set, with every limit of `limits` inside: it finds where each element lies and
 * decodes no value. Cost grows with the number of elements only, never with the lengths they claim.
 * @throws AppError('unprocessable'), the only thing it throws.
 */
export function walkDataSet({ bytes, start, totalLength, syntax }: WalkInput): DataSet {
  const walk: Walk = { reader: new ByteReader(bytes, totalLength, start), elements: 0, items: 0 }
  const dataSet: DataSet = { elements: new Map(), bigEndian: syntax.bigEndian, parent: null }
  const implicit = looksImplicit(walk.reader, syntax)
  walkElements(walk, { dataSet, implicit, end: totalLength, depth: 0 })
  return dataSet
}

/** Some senders name the one VR encoding and use the other; the first element tells. */
function looksImplicit(reader: ByteReader, { implicit, bigEndian }: TransferSyntax): boolean {
  if (bigEndian || reader.position + 8 > reader.bytes.length) return implicit
  const vr = explicitVr(reader, reader.position + 4)
  if (isKnownVr(vr)) return false
  return implicit || !/^[A-Z]{2}$/.test(vr)
}

function walkElements(walk: Walk, scope: Scope): void {
  const { reader } = walk
  while (reader.position < scope.end) {
    // Zeros after the last element are padding of the file, not attributes.
    if (scope.depth === 0 && isTrailingPadding(reader, scope.end)) return
    const head = readElementHead(reader, scope.dataSet, scope.implicit)
    if (head.tag === ITEM_END) {
      if (scope.depth > 0) return
      throw new AppError('unprocessable', 'An item delimiter stands outside a sequence.')
    }
    if (head.tag.startsWith('FFFE')) {
      throw new AppError('unprocessable', 'A sequence delimiter stands where an attribute should be.')
    }
    count(walk)
    if (head.length >= 0 && reader.position + head.length > scope.end) throw cutOff(tagText(head.tag))
    const finished = walkElement(walk, scope, head)
    if (finished) return
  }
}

/** @returns true when what follows lies past the bytes at hand and is not needed. */
function walkElement(walk: Walk, scope: Scope, head: ElementHead): boolean {
  const { reader } = walk
  const { dataSet, depth } = scope
  const vr = effectiveVr(head, dataSet, reader)
  const element: DataElement = { tag: head.tag, vr, offset: reader.position, length: head.length }
  dataSet.elements.set(head.tag, element)
  if (vr === 'SQ' || (head.length < 0 && head.vr === 'UN')) {
    // A UN of undefined length is a sequence in Implicit VR Little Endian (PS3.5 6.2.2); so is a known one sent as UN.
    const implicit = scope.implicit || head.vr === 'UN'
    element.vr = 'SQ'
    element.items = walkItems(walk, { ...scope, implicit }, head)
    return false
  }
  const isPixelData = pixelDataTags.includes(head.tag)
  if (head.length < 0) {
    if (!isPixelData) {
      throw new AppError('unprocessable', `Attribute ${tagText(head.tag)} has no length and is no sequence.`)
    }
    element.encapsulated = true
    if (depth === 0 && reader.totalLength > reader.bytes.length) return true
    walkFragments(walk, scope.end)
    element.length = reader.position - element.offset
    return false
  }
  reader.position += head.length
  return depth === 0 && isPixelData && reader.position > reader.bytes.length
}

/** UN of an attribute PS3.6 knows is read by its VR there (PS3.5 6.2.2 note 2); big endian leaves the order open. */
function effectiveVr(head: ElementHead, dataSet: DataSet, reader: ByteReader): string {
  if (head.vr !== 'UN' || isPrivate(head.tag) || dataSet.bigEndian) return head.vr
  return resolveVr(head.tag, vrOf(head.tag), dataSet, reader)
}

function walkItems(walk: Walk, outer: Scope, sequence: ElementHead): DataSet[] {
  const { reader } = walk
  const depth = outer.depth + 1
  if (depth > limits.nesting) {
    throw new AppError('unprocessable', `Sequences are nested more than ${limits.nesting} deep.`)
  }
  const end = sequence.length < 0 ? outer.end : reader.position + sequence.length
  const items: DataSet[] = []
  while (reader.position < end) {
    const where = `sequence ${tagText(sequence.tag)}`
    const head = readElementHead(reader, outer.dataSet, outer.implicit)
    if (head.tag === SEQUENCE_END) return items
    if (head.tag !== ITEM)
      throw new AppError('unprocessable', `Something that is no item stands in ${where}.`)
    count(walk)
    walk.items += 1
    if (walk.items > limits.items) {
      throw new AppError('unprocessable', `The data set has more than ${limits.items} sequence items.`)
    }
    const itemEnd = head.length < 0 ? end : reader.position + head.length
    if (itemEnd > end) throw cutOff(where)
    const item: DataSet = { elements: new Map(), bigEndian: outer.dataSet.bigEndian, parent: outer.dataSet }
    walkElements(walk, { dataSet: item, implicit: outer.implicit, end: itemEnd, depth })
    items.push(item)
  }
  return items
}

/** Steps over the fragments of encapsulated pixel data (PS3.5 A.4). A missing last delimiter is forgiven. */
function walkFragments(walk: Walk, end: number): void {
  const { reader } = walk
  for (let fragments = 0; reader.position + 8 <= end; fragments += 1) {
    reader.need(8, 'the pixel data')
    const tag = reader.tag(false)
    const length = reader.uint32(reader.position + 4, false)
    if (tag === SEQUENCE_END) {
      reader.position += 8
      return
    }
    if (tag !== ITEM)
      throw new AppError('unprocessable', 'Something that is no fragment stands in the pixel data.')
    if (fragments > limits.fragments)
      throw new AppError('unprocessable', 'The pixel data has too many fragments.')
    if (reader.position + 8 + length > end) throw cutOff('the pixel data')
    reader.position += 8 + length
  }
  reader.position = end
}

function isTrailingPadding(reader: ByteReader, end: number): boolean {
  if (end - reader.position < 8) {
    // Too short for an element: zeros and spaces are padding, anything else is the beginning of one.
    if (reader.position < reader.bytes.length) {
      const rest = reader.bytes.subarray(reader.position, end)
      if (rest.some((byte) => byte !== 0 && byte !== 0x20)) throw cutOff('the data set')
    }
    reader.position = end
    return true
  }
  if (reader.position + 8 > reader.bytes.length) return false
  return reader.uint32(reader.position, false) === 0 && reader.uint32(reader.position + 4, false) === 0
}

function count(walk: Walk): void {
  walk.elements += 1
  if (walk.elements > limits.elements) {
    throw new AppError('unprocessable', `The data set has more than ${limits.elements} attributes.`)
  }
}
