import { Enums, metaData } from '@cornerstonejs/core'
import { element, numbers, text, type DicomJsonObject } from './attributes'
import { attributesOf } from './loaded-objects'

export interface Palette {
  red: number[]
  green: number[]
  blue: number[]
}

const palettes = new WeakMap<DicomJsonObject, Palette>()

/**
 * Fetches the colour tables of a PALETTE COLOR object (PS3.3 C.7.6.3.1.5) before its pixels: the image loader
 * accepts tables neither inline nor by reference, only as numbers.
 */
export async function loadPalette(object: DicomJsonObject): Promise<void> {
  if (text(object, 'PhotometricInterpretation') !== 'PALETTE COLOR' || palettes.has(object)) return
  const [entries = 0, , bits = 8] = numbers(object, 'RedPaletteColorLookupTableDescriptor')
  const [red, green, blue] = await Promise.all(
    (
      [
        'RedPaletteColorLookupTableData',
        'GreenPaletteColorLookupTableData',
        'BluePaletteColorLookupTableData',
      ] as const
    ).map(async (keyword) => tableOf(await bytesOf(object, keyword), entries === 0 ? 65_536 : entries, bits)),
  )
  if (red && green && blue) palettes.set(object, { red, green, blue })
}

/** The entries of one colour table; 8-bit tables come packed two to a word or one to a word. */
export function tableOf(bytes: Uint8Array, entries: number, bits: number): number[] {
  if (bits <= 8 && bytes.length < entries * 2) return Array.from(bytes.subarray(0, entries))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = Math.min(entries, Math.floor(bytes.byteLength / 2))
  return Array.from({ length }, (_, index) => view.getUint16(index * 2, true))
}

async function bytesOf(object: DicomJsonObject, keyword: Parameters<typeof element>[1]): Promise<Uint8Array> {
  const data = element(object, keyword)
  if (data?.InlineBinary) return Uint8Array.from(atob(data.InlineBinary), (char) => char.charCodeAt(0))
  if (!data?.BulkDataURI) return new Uint8Array()
  const answer = await fetch(data.BulkDataURI, { headers: { accept: 'application/octet-stream' } })
  if (!answer.ok) return new Uint8Array()
  return partOf(new Uint8Array(await answer.arrayBuffer()), answer.headers.get('content-type') ?? '')
}

/** The bytes of the only part, where the server answers bulk data as multipart. */
function partOf(body: Uint8Array, contentType: string): Uint8Array {
  if (!contentType.startsWith('multipart/')) return body
  const text = Array.from(body, (byte) => String.fromCharCode(byte)).join('')
  const start = text.indexOf('\r\n\r\n') + 4
  const end = text.lastIndexOf('\r\n--')
  return body.subarray(start, end > start ? end : undefined)
}

let asking = false

/** Adds the fetched tables to what the image loader asks for. */
export function paletteProvider(type: string, imageId: unknown): unknown {
  if (asking || type !== Enums.MetadataModules.IMAGE_PIXEL || typeof imageId !== 'string') return undefined
  const object = attributesOf(imageId)
  const palette = object && palettes.get(object)
  if (!palette) return undefined
  asking = true
  try {
    return {
      ...metaData.get(type, imageId),
      redPaletteColorLookupTableData: palette.red,
      greenPaletteColorLookupTableData: palette.green,
      bluePaletteColorLookupTableData: palette.blue,
    }
  } finally {
    asking = false
  }
}
