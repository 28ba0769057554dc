import dcmjsCodecs from 'dcmjs-codecs'
import type { Codec } from '../transfer-syntaxes'

interface CodecContext {
  getDecodedBuffer(): Uint8Array | undefined
  getEncodedBuffer(): Uint8Array | undefined
}
type Encode = (context: CodecContext, parameters: EncodeParameters) => CodecContext
type Decode = (context: CodecContext, parameters?: { convertColorspaceToRgb?: boolean }) => CodecContext

interface ContextAttributes {
  width: number
  height: number
  bitsAllocated: number
  bitsStored: number
  samplesPerPixel: number
  pixelRepresentation: number
  planarConfiguration: number
  photometricInterpretation: string
  encodedBuffer?: Uint8Array
  decodedBuffer?: Uint8Array
}

export interface EncodeParameters {
  lossy: false
  predictor?: number
  pointTransform?: number
  /** JPEG 2000: 2 is RPCL (ISO 15444-1 A.16). */
  progressionOrder?: number
}

/** The part of dcmjs-codecs that we use; the package's own types do not fit its build. */
interface DcmjsCodecs {
  Context: new (attributes: ContextAttributes) => CodecContext
  NativeCodecs: Record<'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000' | 'decodeHtJpeg2000', Decode> &
    Record<'encodeJpeg' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeHtJpeg2000', Encode> & {
      initializeAsync(options: { logCodecsInfo: boolean; logCodecsTrace: boolean }): Promise<void>
      isInitialized(): boolean
    }
}

const { Context, NativeCodecs }: DcmjsCodecs = dcmjsCodecs
const decoders = {
  jpeg: 'decodeJpeg',
  'jpeg-ls': 'decodeJpegLs',
  'jpeg-2000': 'decodeJpeg2000',
  'ht-jpeg-2000': 'decodeHtJpeg2000',
} as const satisfies Record<Codec, keyof DcmjsCodecs['NativeCodecs']>
const encoders = {
  jpeg: 'encodeJpeg',
  'jpeg-ls': 'encodeJpegLs',
  'jpeg-2000': 'encodeJpeg2000',
  'ht-jpeg-2000': 'encodeHtJpeg2000',
} as const satisfies Record<Codec, keyof DcmjsCodecs['NativeCodecs']>

/** Compiles the codecs; about 100 ms, once per thread. */
export async function loadCodecs(): Promise<void> {
  if (!NativeCodecs.isInitialized())
    await NativeCodecs.initializeAsync({ logCodecsInfo: false, logCodecsTrace: false })
}

/** Bytes of the decoded samples, little endian and interleaved, colours as they are in the stream. */
export function runCodec(codec: Codec, attributes: ContextAttributes): Uint8Array<ArrayBuffer> {
  const context = NativeCodecs[decoders[codec]](new Context(attributes), { convertColorspaceToRgb: false })
  const decoded = context.getDecodedBuffer()
  if (!decoded) throw new Error('The codec returned nothing')
  return new Uint8Array(decoded)
}

/** The code stream of interleaved little endian samples, `attributes.decodedBuffer`. */
export function runEncoder(
  codec: Codec,
  attributes: ContextAttributes,
  parameters: EncodeParameters,
): Uint8Array<ArrayBuffer> {
  const encoded = NativeCodecs[encoders[codec]](new Context(attributes), parameters).getEncodedBuffer()
  if (!encoded || encoded.length === 0) throw new Error('The codec returned nothing')
  return new Uint8Array(encoded)
}
