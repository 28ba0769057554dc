import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { frameTable } from '@/lib/dicom/frame-location'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { readFrameBytes } from '@/lib/dicom/read-frame-bytes'
import { imageAttributes } from './attributes'
import { closeDecoders, decodeFrame } from './decode-frame'
import { decodedFiles } from './decoded-files'
import { renderFrame } from './render-frame'

const shared = path.resolve('../shared/data/dicom')

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let n = 0; n < values.length; n += 1) sum += values[n] ?? 0
  return sum / values.length
}

async function decodeFile(name: string) {
  const { bytes, json, TransferSyntaxUID, pixelData } = parsePart10(readFileSync(path.join(shared, name)))
  const read = (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length))
  const table = await frameTable(json, read, bytes.length)
  const attributes = await imageAttributes(json, 1, {
    readBulk: ({ offset, length }) => read(offset, length),
  })
  return decodeFrame({
    TransferSyntaxUID,
    bytes: await readFrameBytes(table.at(1), read),
    attributes,
    ...(pixelData?.vr === 'OW' ? { vr: 'OW' } : {}),
  })
}

describe.skipIf(!existsSync(shared))(
  'real files (skipped without ../shared/data/dicom)',
  { timeout: 30_000 },
  () => {
    afterAll(closeDecoders)

    it.each(decodedFiles)('decodes $path as pydicom does', async ({ path: name, sha256, mean }) => {
      const { pixels } = await decodeFile(name)
      if (sha256 !== undefined) {
        const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      }
      if (mean !== undefined) expect(meanOf(pixels)).toBeCloseTo(mean, 0)
    })

    it.each(['pydicom/test_files/examples_palette.dcm', 'cornerstone3d/TestPattern_Palette_16.dcm'])(
      'paints the palette of %s',
      async (name) => {
        const frame = await decodeFile(name)
        expect(frame.photometricInterpretation).toBe('PALETTE COLOR')
        expect(frame.attributes.palette).not.toBeNull()
        expect((await renderFrame(frame, { width: 64 })).length).toBeGreaterThan(500)
      },
    )

    it('refuses a compressed image that is cut short, and decodes the next', async () => {
      const { json, bytes, TransferSyntaxUID } = parsePart10(
        readFileSync(
          path.join(
            shared,
            'cornerstone3d/CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm',
          ),
        ),
      )
      const read = (offset: number, length: number) =>
        Promise.resolve(bytes.subarray(offset, offset + length))
      const whole = await readFrameBytes((await frameTable(json, read, bytes.length)).at(1), read)
      const attributes = await imageAttributes(json)
      const cut = { TransferSyntaxUID, attributes, bytes: whole.subarray(0, 5000) }
      await expect(decodeFrame(cut)).rejects.toMatchObject({ code: 'not-acceptable' })
      await expect(decodeFrame({ ...cut, bytes: whole })).resolves.toMatchObject({ rows: 512 })
    })
  },
)
