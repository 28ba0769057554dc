import sharp from 'sharp'
import { expect, it } from 'vitest'
import { labelFields } from './label-fields'
import { readWords } from './read-words'

const hasFonts = await sharp({ text: { text: 'R', font: 'sans', dpi: 200 } })
  .raw()
  .toBuffer()
  .then((pixels) => new Set(pixels).size > 1)
  .catch(() => false)

/** Words and a marker as a photograph shows them. Needs any typeface on the machine that draws them. */
it.skipIf(!hasFonts)(
  'Tesseract reads label and side marker offline (skipped without typefaces)',
  async () => {
    const [width, height] = [1_800, 2_200]
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#303030"/><rect x="820" width="120" height="100%" fill="#b0b0b0"/>
    <g font-family="sans-serif"><text x="200" y="400" font-size="120" fill="#f0f0f0">R</text>
    <rect x="1000" y="1800" width="760" height="220" fill="#dddddd"/>
    <g font-size="44" fill="#111111"><text x="1020" y="1870">DOE, JANE</text>
    <text x="1020" y="1930">ID 12345678</text><text x="1020" y="1990">DOB 12.03.1961</text></g></g></svg>`
    const pixels = await sharp(Buffer.from(drawing)).toColourspace('b-w').removeAlpha().raw().toBuffer()
    const read = await readWords({ width, height, grey: new Uint8Array(pixels) })
    if (!('words' in read)) throw new Error('Tesseract is not installed')
    expect(labelFields(read.words, new Date('2026-03-01')).suggestions).toMatchObject({
      PatientID: '12345678',
      PatientBirthDate: '19610312',
      Laterality: 'R',
    })
  },
)
