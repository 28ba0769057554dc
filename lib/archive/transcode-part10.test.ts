import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { tagOf } from '@/lib/dicom/dictionary'
import { numberOf, textOf } from '@/lib/dicom/json-values'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { encapsulatedForTest, imageForTest, part10ForTest } from '@/lib/dicom/part10-for-test'
import { hasPython, python } from '@/lib/dicom/pydicom-json-for-test'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { decodedFiles } from '@/lib/pixels/decoded-files'
import { transcodePart10 } from './transcode-part10'

afterAll(closeDecoders)

const targets = {
  ImplicitVRLittleEndian: '1.2.840.10008.1.2',
  ExplicitVRLittleEndian: '1.2.840.10008.1.2.1',
  DeflatedExplicitVRLittleEndian: '1.2.840.10008.1.2.1.99',
  RLELossless: '1.2.840.10008.1.2.5',
  JPEGLosslessSV1: '1.2.840.10008.1.2.4.70',
  JPEGLSLossless: '1.2.840.10008.1.2.4.80',
  JPEG2000Lossless: '1.2.840.10008.1.2.4.90',
  HTJ2KLossless: '1.2.840.10008.1.2.4.201',
} as const

/** The pixel data element's value as native samples. */
async function samplesOf(file: Uint8Array): Promise<Buffer> {
  const { bytes, pixelData } = parsePart10(await transcodePart10(file, targets.ExplicitVRLittleEndian))
  const { offset = 0, length = 0 } = pixelData ?? {}
  return Buffer.from(bytes.subarray(offset, offset + length))
}

describe.each(Object.entries(targets))('to %s', (_, target) => {
  it('keeps every frame and every other attribute', async () => {
    const file = imageForTest(
      {
        SpecificCharacterSet: 'ISO_IR 192',
        PatientName: 'Grün^Örs',
        '00091001LO': 'private',
        '00090010LO': 'VENDOR 1',
        ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.2.3' }],
      },
      5,
    )
    const result = await transcodePart10(file, target)
    const before = parsePart10(file)
    const after = parsePart10(result)
    expect(after.TransferSyntaxUID).toBe(target)
    const pixels = tagOf('PixelData')
    const rest = (json: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(json).filter(([tag]) => tag !== pixels && !tag.startsWith('0009')))
    expect(rest(after.json)).toEqual(rest(before.json))
    expect(Buffer.from(after.bytes).includes('VENDOR 1')).toBe(true)
    expect(await samplesOf(result)).toEqual(await samplesOf(file))
  })
})

it('gives the same bytes where nothing is to change', async () => {
  const file = imageForTest()
  expect(await transcodePart10(file, targets.ExplicitVRLittleEndian)).toEqual(file)
  const there = await transcodePart10(file, targets.JPEGLSLossless)
  expect(await transcodePart10(there, targets.ExplicitVRLittleEndian)).toEqual(file)
})

it('takes frames of several fragments whole, and drops offset tables that no longer hold (B84)', async () => {
  const one = parsePart10(await transcodePart10(imageForTest({}, 1), targets.JPEG2000Lossless))
  const stream = Buffer.from(one.bytes.subarray((one.pixelData?.offset ?? 0) + 12 + 8))
  const code = stream.subarray(0, stream.length - 8)
  const half = 2 * Math.floor(code.length / 4)
  const fragments = [code.subarray(0, half), code.subarray(half)]
  const image = imageForTest({ PixelData: Buffer.alloc(0), NumberOfFrames: '2' })
  const parsed = parsePart10(image)
  const body = image.subarray(0, (parsed.dataSet.elements.get(tagOf('PixelData'))?.offset ?? 0) - 12)
  const file = Buffer.concat([body, encapsulatedForTest([fragments, fragments], true)])
  const uid = file.indexOf(`${targets.ExplicitVRLittleEndian}\0`, 0, 'latin1')
  // 1.2.840.10008.1.2.1 is 19 characters; the syntax needs a header of its own length.
  expect(uid).toBeGreaterThan(0)
  const header = part10ForTest({}, targets.JPEG2000Lossless)
  const metaLength = parsePart10(header).metaLength
  const whole = Buffer.concat([header.subarray(0, metaLength), file.subarray(parsed.metaLength)])
  expect(await samplesOf(whole)).toEqual(Buffer.concat([Buffer.alloc(256, 1), Buffer.alloc(256, 1)]))
})

it('refuses in words what it cannot convert', async () => {
  const refused = { code: 'not-acceptable' }
  await expect(transcodePart10(part10ForTest(), targets.JPEGLSLossless)).rejects.toMatchObject(refused)
  const overlay = imageForTest({
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelData: Buffer.alloc(512),
    '60000102US': 12,
  })
  await expect(transcodePart10(overlay, targets.JPEGLSLossless)).rejects.toMatchObject(refused)
  await expect(transcodePart10(overlay, targets.ImplicitVRLittleEndian)).resolves.toBeInstanceOf(Buffer)
})

const shared = path.resolve('../shared/data/dicom')

describe.skipIf(!existsSync(shared))(
  'real files (skipped without ../shared/data/dicom)',
  { timeout: 60_000 },
  () => {
    const exact = decodedFiles.filter(({ sha256 }) => sha256 !== undefined)
    // YBR stays YBR where nothing was lossy, while what is compared there is what a screen gets.
    const keepsYbr = ['pydicom/test_files/SC_ybr_full_422_uncompressed.dcm']
    const comparable = exact.filter(({ path: name }) => !keepsYbr.includes(name))

    it.each(comparable)(
      'decodes $path to the samples that pydicom gives, through HTJ2K (B67)',
      async ({ path: name, sha256 }) => {
        const file = readFileSync(path.join(shared, name))
        const { json, pixelData } = parsePart10(file)
        expect(pixelData).not.toBeNull()
        const isHeld =
          (numberOf(json, 'BitsAllocated') ?? 0) > 1 && (numberOf(json, 'BitsAllocated') ?? 0) <= 16
        const via = isHeld ? targets.HTJ2KLossless : targets.ImplicitVRLittleEndian
        const samples = await samplesOf(await transcodePart10(file, via))
        const frame =
          (numberOf(json, 'Rows') ?? 0) *
          (numberOf(json, 'Columns') ?? 0) *
          (numberOf(json, 'SamplesPerPixel') ?? 1) *
          ((numberOf(json, 'BitsAllocated') ?? 8) / 8)
        const isNativeElse = via === targets.ImplicitVRLittleEndian
        if (isNativeElse && numberOf(json, 'BitsAllocated') === 1) return
        expect(createHash('sha256').update(samples.subarray(0, frame)).digest('hex')).toBe(sha256)
      },
    )

    it('calls lossy YBR what it becomes: RGB, still marked as lossy', async () => {
      const file = readFileSync(path.join(shared, 'pydicom/test_files/SC_rgb_dcmtk__eb_cy_np.dcm'))
      const before = parsePart10(file)
      const after = parsePart10(await transcodePart10(file, targets.ExplicitVRLittleEndian))
      expect(textOf(before.json, 'PhotometricInterpretation')).toBe('YBR_FULL_422')
      expect(textOf(after.json, 'PhotometricInterpretation')).toBe('RGB')
      expect(textOf(after.json, 'LossyImageCompression')).toBe(textOf(before.json, 'LossyImageCompression'))
      expect(textOf(after.json, 'SOPInstanceUID')).toBe(textOf(before.json, 'SOPInstanceUID'))
    })
  },
)

const compare = `
import sys, warnings
warnings.simplefilter('ignore')
import pydicom
a, b = (pydicom.dcmread(f) for f in sys.argv[1:3])
try:
    x = a.pixel_array
    y = b.pixel_array
except RuntimeError:
    print('no decoder'); sys.exit()
print('equal' if (x == y).all() else 'different')
`

describe.skipIf(!hasPython('pydicom, numpy') || !existsSync(shared))(
  'pydicom as reader (skipped without it)',
  () => {
    it.each(Object.keys(targets) as (keyof typeof targets)[])(
      'reads the same pixels from %s',
      (keyword) => {
        return inFolder(async (folder) => {
          const name = path.join(shared, 'pydicom/test_files/CT_small.dcm')
          const file = path.join(folder, 'after.dcm')
          writeFileSync(file, await transcodePart10(readFileSync(name), targets[keyword]))
          const said = execFileSync(python, ['-c', compare, name, file], { encoding: 'utf8' }).trim()
          expect(['equal', 'no decoder']).toContain(said)
        })
      },
      30_000,
    )
  },
)

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wetread-transcode-'))
  try {
    await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
