import { AppError } from '@/lib/errors'

export interface MultipartPart {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>
  /** To be read to its end before the next part is asked for. */
  body: AsyncIterable<Uint8Array>
}

const headerLimit = 16 * 1024
const crlf = Buffer.from('\r\n')
const blankLine = Buffer.from('\r\n\r\n')

/**
 * Splits a multipart body into its parts while it arrives (RFC 2046 5.1); holds one network chunk and one boundary in
 * memory, however large a part is.
 * @throws AppError('invalid') when the boundary does not occur, a header does not end, or the body ends inside a part.
 */
export async function* readMultipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartPart> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const chunks = source[Symbol.asyncIterator]()
  // The first delimiter may stand at the very beginning, without its line break.
  let held: Buffer = crlf
  let ended = false
  let atDelimiter = false

  async function more(): Promise<boolean> {
    if (ended) return false
    const next = await chunks.next()
    if (next.done) ended = true
    else held = held.length === 0 ? Buffer.from(next.value) : Buffer.concat([held, next.value])
    return !ended
  }

  /** Everything up to the next delimiter; leaves `held` behind it. */
  async function* untilDelimiter(): AsyncGenerator<Uint8Array> {
    atDelimiter = false
    for (;;) {
      const at = held.indexOf(delimiter)
      if (at >= 0) {
        const last = held.subarray(0, at)
        held = held.subarray(at + delimiter.length)
        atDelimiter = true
        if (last.length > 0) yield last
        return
      }
      const safe = held.length - delimiter.length + 1
      if (safe > 0) {
        const ready = held.subarray(0, safe)
        held = held.subarray(safe)
        yield ready
      }
      if (!(await more()))
        throw new AppError('invalid', 'The multipart body ends without its closing boundary.')
    }
  }

  /** false after the closing delimiter. */
  async function atPart(): Promise<boolean> {
    while (held.length < 2 && (await more()));
    if (held.subarray(0, 2).toString('latin1') === '--') return false
    for (;;) {
      const end = held.indexOf(crlf)
      if (end >= 0) {
        if (held.subarray(0, end).toString('latin1').trim() !== '') throw noBoundary()
        // The line break stays: a part without headers begins with it.
        held = held.subarray(end)
        return true
      }
      if (held.length > headerLimit || !(await more())) throw noBoundary()
    }
  }

  async function headersOfPart(): Promise<Map<string, string>> {
    for (;;) {
      const end = held.indexOf(blankLine)
      if (end >= 0) {
        const text = held.subarray(0, end).toString('utf8')
        while (held.length < end + 2 + delimiter.length && (await more()));
        // Of an empty part, the blank line may be that of the next delimiter.
        const isEmpty = held.subarray(end + 2, end + 2 + delimiter.length).equals(delimiter)
        held = held.subarray(end + (isEmpty ? 2 : 4))
        return parseHeaders(text)
      }
      if (held.length > headerLimit)
        throw new AppError('invalid', 'A part of the multipart body has too long a header.')
      if (!(await more()))
        throw new AppError('invalid', 'The multipart body ends inside the header of a part.')
    }
  }

  try {
    for await (const preamble of untilDelimiter()) if (preamble.length > 1024 * 1024) throw noBoundary()
  } catch (error) {
    throw error instanceof AppError ? noBoundary() : error
  }
  while (await atPart()) {
    const headers = await headersOfPart()
    atDelimiter = false
    yield { headers, body: untilDelimiter() }
    // What the reader left; its own iterator may have been ended by an error.
    if (!atDelimiter) for await (const rest of untilDelimiter()) void rest
  }
  while (await more()) held = Buffer.alloc(0) // the epilogue means nothing
}

function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

function noBoundary(): AppError {
  return new AppError('invalid', 'The boundary that Content-Type names does not separate parts of the body.')
}
