import sharp from 'sharp'
import { toBytes } from './raster/to-bytes'
import type { Raster } from './raster/raster'

/** A grey raster as TIFF, PNG (both in its own depth) or JPEG (8 bits). */
export async function asFile(
  { width, height, data }: Raster,
  kind: 'tiff' | 'png' | 'jpeg',
  { orientation }: { orientation?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const deep = data instanceof Uint16Array
  const raw = { width, height, channels: 1 as const, depth: deep ? ('ushort' as const) : ('uchar' as const) }
  let picture = sharp(deep ? data : toBytes({ data }), { raw: { width, height, channels: 1 } })
  picture = picture.toColourspace(deep && raw.depth === 'ushort' ? 'grey16' : 'b-w')
  if (kind === 'tiff') picture = picture.tiff({ compression: 'lzw' })
  else if (kind === 'png') picture = picture.png()
  else picture = picture.jpeg({ quality: 95 })
  if (orientation) {
    picture = picture
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation })
  }
  const { data: file } = await picture.toBuffer({ resolveWithObject: true })
  return new Uint8Array(file)
}

/** A PDF of one page that holds one JPEG, as scanners write it. */
export function asPdf(
  jpeg: Uint8Array,
  { width, height }: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const [pointsWide, pointsHigh] = [612, (612 * height) / width]
  const content = `q ${pointsWide} 0 0 ${pointsHigh} 0 0 cm /I Do Q`
  const image = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8`
  const objects: (string | Uint8Array)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pointsWide} ${pointsHigh}]`,
      '/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>',
    ],
    [`<<${image}/Filter/DCTDecode/Length ${jpeg.length}>>stream\n`, jpeg, '\nendstream'],
    [`<</Length ${content.length}>>stream\n${content}\nendstream`],
  ]
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const lengthSoFar = (): number => parts.reduce((sum, { length }) => sum + length, 0)
  const offsets = objects.map((pieces, n) => {
    const offset = lengthSoFar()
    parts.push(Buffer.from(`${n + 1} 0 obj\n`), ...pieces.map((piece) => Buffer.from(piece as string)))
    parts.push(Buffer.from('\nendobj\n'))
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const start = lengthSoFar()
  parts.push(Buffer.from(`xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\n`))
  parts.push(Buffer.from(`startxref\n${start}\n%%EOF`))
  return Uint8Array.from(Buffer.concat(parts))
}
