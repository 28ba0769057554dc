import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { encodeDataSet } from '../encode-data-set'
import { tagOf } from '../dictionary'
import { parsePart10 } from '../parse-part10'
import { part10Header } from '../part10-header'
import { extentFile } from './extent-file'
import { identifyFile } from './identify-file'
import { mediaTags } from './media-tags'
import { sourceOf } from './media-for-test'

const ids = { SOPClassUID: '1.2.840.10008.5.1.4.1.1.1', SOPInstanceUID: '1.2.3.4', StudyInstanceUID: '1.2.3' }
const json = {
  '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
  '00080016': { vr: 'UI', Value: [ids.SOPClassUID] },
  '00080018': { vr: 'UI', Value: [ids.SOPInstanceUID] },
  '00080020': { vr: 'DA', Value: ['20260102'] },
  '00080060': { vr: 'CS', Value: ['CR'] },
  '00081140': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2.9'] } }] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Eva' }] },
  '00100020': { vr: 'LO', Value: ['P1'] },
  '0020000D': { vr: 'UI', Value: [ids.StudyInstanceUID] },
  '0020000E': { vr: 'UI', Value: ['1.2.3.1'] },
  '00280010': { vr: 'US', Value: [16] },
}
const explicitLE = '1.2.840.10008.1.2.1'
const implicitLE = '1.2.840.10008.1.2'
const found = {
  kind: 'object',
  SOPInstanceUID: '1.2.3.4',
  StudyInstanceUID: '1.2.3',
  PatientName: 'Müller^Eva',
  PatientID: 'P1',
  StudyDate: '20260102',
  Modality: 'CR',
}

function identify(bytes: Uint8Array) {
  return identifyFile(extentFile(sourceOf(bytes), 'f', [{ offset: 0, length: bytes.length }]))
}
const header = (TransferSyntaxUID: string) => part10Header({ ...ids, TransferSyntaxUID })

describe('a file is told by its content', () => {
  it.each([explicitLE, implicitLE])('Part 10 in %s', async (syntax) => {
    const bytes = Buffer.concat([header(syntax), encodeDataSet(json, syntax)])
    expect(await identify(bytes)).toMatchObject({ ...found, missingHeader: null })
  })

  it('Part 10, deflated', async () => {
    const syntax = '1.2.840.10008.1.2.1.99'
    const bytes = Buffer.concat([header(syntax), deflateRawSync(encodeDataSet(json, explicitLE))])
    expect(await identify(bytes)).toMatchObject(found)
  })

  it.each([explicitLE, implicitLE])(
    'a bare data set in %s, which gets the header that it lacks',
    async (syntax) => {
      const dataSet = encodeDataSet(json, syntax)
      const identity = await identify(dataSet)
      expect(identity).toMatchObject(found)
      if (identity.kind !== 'object' || !identity.missingHeader) throw new Error('no header')
      const part10 = parsePart10(Buffer.concat([identity.missingHeader, dataSet]))
      expect(part10.TransferSyntaxUID).toBe(syntax)
      expect(part10.json['00100020']?.Value).toEqual(['P1'])
    },
  )

  it('a file header without its preamble', async () => {
    const bytes = Buffer.concat([header(explicitLE), encodeDataSet(json, explicitLE)]).subarray(132)
    const identity = await identify(bytes)
    expect(identity).toMatchObject(found)
    if (identity.kind !== 'object' || !identity.missingHeader) throw new Error('no header')
    expect(parsePart10(Buffer.concat([identity.missingHeader, bytes])).TransferSyntaxUID).toBe(explicitLE)
  })

  it('attributes after a long private one are still found', async () => {
    const big = {
      '00090010': { vr: 'LO', Value: ['X'] },
      '00091001': { vr: 'OB', InlineBinary: Buffer.alloc(200_000).toString('base64') },
    }
    const bytes = Buffer.concat([header(explicitLE), encodeDataSet({ ...json, ...big }, explicitLE)])
    expect(await identify(bytes)).toMatchObject(found)
  })

  it('DICOMDIR, and what it promises', async () => {
    const record = (uid: string) => ({
      '00041511': { vr: 'UI', Value: [uid] },
      '00041430': { vr: 'CS', Value: ['IMAGE'] },
    })
    const directory = {
      '00041220': { vr: 'SQ', Value: [record('1.2.3.4'), record('1.2.3.5'), record('no uid')] },
    }
    const meta = part10Header({ ...ids, SOPClassUID: '1.2.840.10008.1.3.10', TransferSyntaxUID: explicitLE })
    const bytes = Buffer.concat([meta, encodeDataSet(directory, explicitLE)])
    expect(await identify(bytes)).toEqual({ kind: 'dicomdir', references: ['1.2.3.4', '1.2.3.5'] })
  })

  it.each([
    ['', 'Empty'],
    ['%PDF-1.7', 'PDF'],
    ['MZ\x90\x00', 'program'],
    ['Please open index.html to see your images, which are on this disc', 'Not DICOM'],
    ['\x08\x00\x16\x00UI\x04\x00none', 'Not DICOM'],
  ])('%j is skipped with the reason', async (text, words) => {
    expect(await identify(Buffer.from(text, 'latin1'))).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining(words) as string,
    })
  })

  it('whatever the bytes are, nothing is thrown', async () => {
    const good = Buffer.concat([header(implicitLE), encodeDataSet(json, implicitLE)])
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 40 }), async (at, noise) => {
        const bytes = Buffer.from(good)
        bytes.set(noise.subarray(0, bytes.length - at), at)
        await identify(bytes)
        await identify(bytes.subarray(132))
        await identify(bytes.subarray(0, at))
      }),
    )
  })
})

it('the numbers of the attributes are those of the dictionary', () => {
  for (const [keyword, tag] of Object.entries(mediaTags)) {
    expect(tag.toString(16).padStart(8, '0').toUpperCase(), keyword).toBe(tagOf(keyword))
  }
})
