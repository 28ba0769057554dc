/** Raised by `withTimeout`. */
export class ImageTimeout extends Error {}

const syntaxNames: Record<string, string> = {
  '1.2.840.10008.1.2.1.99': 'deflated',
  '1.2.840.10008.1.2.2': 'big endian',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended, 12 bit',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.5': 'RLE',
}

/** Raised for what the browser must not try; the message names the coding. */
export class Undecodable extends Error {}

/** Whether the pixels came, or could have come, and only the browser cannot make a picture of them. */
export function isUndecodable(error: unknown): boolean {
  return !(error instanceof ImageTimeout) && statusOf(error) === null
}

/** Why an image is not on the screen and what can be done, for the person in front of it. */
export function imageErrorText(error: unknown, TransferSyntaxUID: string): string {
  const status = statusOf(error)
  if (error instanceof ImageTimeout) return 'The image did not arrive in time. Try again.'
  if (status === 0) return 'The connection was lost. Try again when it is back.'
  if (status === 401) return 'You are signed out. Sign in again to see images.'
  if (status === 403) return 'You may not see these images.'
  if (status === 404 || status === 410) return 'The archive no longer has this image.'
  if (status !== null && status >= 500 && status !== 501)
    return 'The archive could not deliver this image. Try again.'
  const name = error instanceof Undecodable ? error.message : syntaxNames[TransferSyntaxUID]
  const coding = name ?? `transfer syntax ${TransferSyntaxUID || 'not stated'}`
  return `This image cannot be displayed here (${coding}). The original is stored unharmed.`
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null
  return typeof error.status === 'number' ? error.status : null
}

/** Settles with the promise, or with `ImageTimeout` after `ms`: a decoder that never answers must not look busy for ever. */
export function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ImageTimeout(`no answer in ${ms} ms`)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
