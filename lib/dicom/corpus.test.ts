import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import dicomParser from 'dicom-parser'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { isSequenceItem, type DicomJson, type JsonAttribute, type JsonValue } from './dicom-json'
import { isPrivate } from './dictionary'
import { parsePart10, type Part10 } from './parse-part10'
import { hasPython, pydicomJson } from './pydicom-json-for-test'

const root = path.resolve('../shared/data/dicom')
const present = existsSync(root)
const files = present
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(csv|md)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
  : []

/** Files that break PS3.10: without preamble, without transfer syntax, cut off, offsets that lie. */
const broken =
  /NoMeta|no_meta\.dcm|missing_tsyntax|truncated|nooffset|rtstruct\.dcm|MONO1-10|JLS[LN]_RGB|OT-PAL-8/

function parsed(file: string): Part10 | null {
  try {
    return parsePart10(readFileSync(file))
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return null
  }
}

describe.skipIf(!present)('real files of ../shared/data/dicom (skipped where the folder is absent)', () => {
  it('are opened, the broken ones refused in words', () => {
    const refused = files.filter((file) => parsed(file) === null)
    expect(refused.filter((file) => !broken.test(file))).toEqual([])
    expect(files.length - refused.length).toBeGreaterThan(390)
  })

  it('have their elements where dicom-parser, an independent reader, finds them', () => {
    let compared = 0
    for (const file of files) {
      const ours = parsed(file)
      if (!ours || !/^1\.2\.840\.10008\.1\.2\.(1|4\..*)$/.test(ours.TransferSyntaxUID)) continue
      const theirs = readIndependently(file)
      if (!theirs) continue
      compared += 1
      for (const { tag, offset, length, items } of ours.dataSet.elements.values()) {
        if (tag >= '7FE00010' || items) continue
        const found = theirs[`x${tag.toLowerCase()}`]
        expect([tag, found?.dataOffset, found?.length], path.relative(root, file)).toEqual([
          tag,
          offset,
          length,
        ])
      }
    }
    expect(compared).toBeGreaterThan(250)
  })

  it('say the same when only their beginning is read', () => {
    for (const file of files) {
      const whole = parsed(file)
      const location = whole?.pixelData
      if (!whole || !location || whole.TransferSyntaxUID.endsWith('.99')) continue
      const bytes = readFileSync(file)
      const prefix = parsePart10({ bytes: bytes.subarray(0, location.offset + 4), totalLength: bytes.length })
      expect(prefix.json, path.relative(root, file)).toEqual(upTo(whole.json, location.tag))
    }
  })

  it.skipIf(!hasPython('pydicom'))('say what pydicom says (skipped without python3 and pydicom)', () => {
    const theirs = pydicomJson(files)
    const differences: string[] = []
    files.forEach((file, n) => {
      const ours = parsed(file)
      const other = theirs[n]
      // The one file whose deflated stream pydicom stops reading early.
      if (!ours || !other || file.includes('too_short')) return
      compare(ours.json, other, (what) => differences.push(`${path.relative(root, file)} ${what}`))
    })
    expect(differences).toEqual([])
  })
})

/** null for the few files whose VR encoding is not what their header says, which dicom-parser does not read. */
function readIndependently(file: string): dicomParser.DataSet['elements'] | null {
  try {
    return dicomParser.parseDicom(readFileSync(file), { untilTag: 'x7fe00010' }).elements
  } catch {
    return null
  }
}

function upTo(json: DicomJson, tag: string): DicomJson {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key <= tag))
}

function compare(ours: DicomJson, theirs: DicomJson, report: (what: string) => void): void {
  for (const tag of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    // Ours leaves group lengths and padding out (PS3.18 F.2) and writes UTF-8 whatever was declared.
    if (tag.endsWith('0000') || tag === 'FFFCFFFC' || tag === '00080005') continue
    const [a, b] = [ours[tag], theirs[tag]]
    if (!a || !b) report(`${tag} is only ${a ? 'ours' : 'theirs'}`)
    else if (a.vr !== b.vr) {
      // pydicom guesses private VRs from lists of vendors, and leaves OW on encapsulated pixel data.
      if (!(a.vr === 'UN' && isPrivate(tag)) && tag !== '7FE00010') report(`${tag} VR ${a.vr} ${b.vr}`)
    } else if (a.vr === 'SQ') compareItems(tag, [a, b], report)
    else compareAttribute(tag, [a, b], report)
  }
}

type Pair = [JsonAttribute, JsonAttribute]

function compareItems(tag: string, [a, b]: Pair, report: (what: string) => void): void {
  const [x, y] = [(a.Value ?? []).filter(isSequenceItem), (b.Value ?? []).filter(isSequenceItem)]
  if (x.length !== y.length) report(`${tag} items ${x.length} ${y.length}`)
  x.forEach((item, n) => compare(item, y[n] ?? {}, (what) => report(`${tag}/${n}/${what}`)))
}

function compareAttribute(tag: string, [a, b]: Pair, report: (what: string) => void): void {
  // pydicom measures its threshold in base64 or text, ours in bytes: either form of a long value is right.
  const isBulk = a.BulkData !== undefined || b.BulkDataURI !== undefined
  if (isBulk) return
  if (a.InlineBinary !== b.InlineBinary) report(`${tag} binary`)
  const [x, y] = [plain(a.Value), plain(b.Value)]
  if (x.length !== y.length || !x.every((value, n) => alike(value, y[n] ?? '')))
    report(`${tag} ${a.vr} value`)
}

function plain(values: JsonValue[] = []): string[] {
  const texts = values.map((value) => {
    if (value === null) return ''
    if (typeof value !== 'object') return String(value).trim()
    const { Alphabetic = '', Ideographic = '', Phonetic = '' } = value as Record<string, string>
    return [Alphabetic, Ideographic, Phonetic].map((group) => group.trim()).join('=')
  })
  return texts.every((text) => /^=*$/.test(text)) ? [] : texts
}

function alike(a: string, b: string): boolean {
  return a === b || (a !== '' && Math.abs(Number(a) - Number(b)) <= 1e-12 * Math.abs(Number(a)))
}
