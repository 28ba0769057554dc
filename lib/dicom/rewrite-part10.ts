import { explicitVr, isKnownVr } from './read-element-head'
import { ByteReader } from './byte-reader'
import type { DataElement, DataSet } from './data-set'
import { tagOf } from './dictionary'
import { elementHead, writeElement } from './write-element'
import { textOf } from './json-values'
import { toLittleEndian } from './little-endian'
import type { Part10 } from './parse-part10'
import { part10Header } from './part10-header'
import { transferSyntax } from './transfer-syntax'

/** A value that takes the place of an element's, or null to leave the element out. */
export type Replacement = { vr: string; value: Uint8Array; undefinedLength?: true } | null

export interface RewriteInput {
  /** Opened whole. */
  part10: Part10
  /** Of the result; it is always little endian. */
  TransferSyntaxUID: string
  /** By tag. */
  replaced: ReadonlyMap<string, Replacement>
}

/** Bytes of a word, for the VRs whose byte order matters (PS3.5 7.3). */
const wordSizes: Record<string, number> = {
  ...{ US: 2, SS: 2, OW: 2, AT: 2, UL: 4, SL: 4, FL: 4, OF: 4, OL: 4 },
  ...{ FD: 8, OD: 8, OV: 8, SV: 8, UV: 8 },
}

/**
 * The same data set in another transfer syntax: what is not replaced keeps its bytes wherever both syntaxes write it
 * alike, and its value otherwise, private attributes and character set included. Group lengths, which would be wrong, are
 * left out where something changes (PS3.5 7.2). Not deflated yet: see `deflatePart10`.
 * @returns header and data set apart
 */
export function rewritePart10({ part10, TransferSyntaxUID, replaced }: RewriteInput): {
  header: Uint8Array
  body: Uint8Array[]
} {
  const { dataSet, bytes, json, metaLength } = part10
  const header = part10Header({
    SOPClassUID: textOf(json, 'SOPClassUID') || part10.MediaStorageSOPClassUID,
    SOPInstanceUID: textOf(json, 'SOPInstanceUID') || part10.MediaStorageSOPInstanceUID,
    TransferSyntaxUID,
  })
  const { implicit } = transferSyntax(TransferSyntaxUID)
  const sourceImplicit = isImplicit(part10)
  const form: Form = { bytes, implicit, replaced }
  const starts = dataSet.bigEndian || sourceImplicit !== implicit ? null : elementStarts(part10)
  if (!starts) return { header, body: rewriteElements(dataSet, form) }

  // Both syntaxes write elements alike: whatever lies between two replaced ones goes over as it is.
  const body: Uint8Array[] = []
  let from = metaLength
  const added = new Map(replaced)
  const elements = [...dataSet.elements.values()]
  elements.forEach((element, n) => {
    const { tag } = element
    const start = starts[n] ?? from
    const end = starts[n + 1] ?? bytes.length
    for (const other of [...added.keys()].sort()) {
      if (other >= tag) break
      body.push(bytes.subarray(from, start), ...writeReplacement(other, added.get(other) ?? null, implicit))
      from = start
      added.delete(other)
    }
    if (!added.has(tag) && !isGroupLength(tag)) return
    body.push(bytes.subarray(from, start), ...writeReplacement(tag, added.get(tag) ?? null, implicit))
    added.delete(tag)
    from = end
  })
  body.push(bytes.subarray(from))
  return { header, body }
}

interface Form {
  bytes: Uint8Array
  implicit: boolean
  replaced: ReadonlyMap<string, Replacement>
}

function rewriteElements(dataSet: DataSet, form: Form): Uint8Array[] {
  const tags = [...new Set([...dataSet.elements.keys(), ...form.replaced.keys()])].sort()
  return tags.flatMap((tag) => {
    const replacement = form.replaced.get(tag)
    if (replacement !== undefined) return writeReplacement(tag, replacement, form.implicit)
    const element = dataSet.elements.get(tag)
    return element && !isGroupLength(tag) ? rewriteElement(element, dataSet, form) : []
  })
}

function rewriteElement(element: DataElement, dataSet: DataSet, form: Form): Uint8Array[] {
  const { tag, vr, offset, length } = element
  const { bytes, implicit } = form
  if (element.items) {
    const items = element.items.flatMap((item) => {
      const inside = rewriteElements(item, { ...form, replaced: new Map() })
      return [elementHead({ tag: 'FFFEE000', vr: '', length: lengthOf(inside) }, true), ...inside]
    })
    return [elementHead({ tag, vr: 'SQ', length: lengthOf(items) }, implicit), ...items]
  }
  const value = bytes.subarray(offset, offset + length)
  if (element.encapsulated) {
    return [elementHead({ tag, vr: 'OB', length: -1 }, implicit), value]
  }
  const wordSize = wordSizes[vr] ?? 1
  const ordered = toLittleEndian(value, { vr, bigEndian: dataSet.bigEndian, wordSize })
  return writeElement({ tag, vr, value: ordered }, implicit)
}

function writeReplacement(tag: string, replacement: Replacement, implicit: boolean): Uint8Array[] {
  if (!replacement) return []
  const { vr, value, undefinedLength } = replacement
  if (undefinedLength) return [elementHead({ tag, vr, length: -1 }, implicit), value]
  return writeElement({ tag, vr, value }, implicit)
}

/** Where each top-level element begins; null when they do not lie in order (a tag that occurs twice). */
function elementStarts({ dataSet, bytes, metaLength }: Part10): number[] | null {
  const starts: number[] = []
  let last = metaLength - 1
  for (const { tag, offset } of dataSet.elements.values()) {
    const start = tagAt(bytes, offset - 8) === tag ? offset - 8 : offset - 12
    if (start <= last || tagAt(bytes, start) !== tag) return null
    if (starts.length === 0 && start !== metaLength) return null
    starts.push(start)
    last = start
  }
  return starts
}

function tagAt(bytes: Uint8Array, at: number): string {
  if (at < 0) return ''
  return new ByteReader(bytes, bytes.length, at).tag(false)
}

/** What the first element really is, as some senders name the one encoding and use the other. */
function isImplicit({ bytes, metaLength, TransferSyntaxUID, dataSet }: Part10): boolean {
  const { implicit } = transferSyntax(TransferSyntaxUID)
  if (dataSet.bigEndian || metaLength + 8 > bytes.length) return implicit
  const reader = new ByteReader(bytes, bytes.length, metaLength)
  const vr = explicitVr(reader, metaLength + 4)
  if (isKnownVr(vr)) return false
  return implicit || !/^[A-Z]{2}$/.test(vr)
}

function isGroupLength(tag: string): boolean {
  return tag.endsWith('0000')
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

/**
 * Icons that are compressed as the image was: they have no place in a native syntax, and can be made anew. Compressed
 * images in private sequences stay as they are, since nobody but their maker knows what they are for.
 */
export function compressedIcons({ elements }: DataSet): string[] {
  const tag = tagOf('IconImageSequence')
  return elements.get(tag)?.items?.some(holdsEncapsulated) ? [tag] : []
}

function holdsEncapsulated({ elements }: DataSet): boolean {
  return [...elements.values()].some(({ encapsulated }) => encapsulated === true)
}
