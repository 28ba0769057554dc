import { AppError } from '@/lib/errors'

export interface MediaRange {
  /** Lower case: `multipart/related`, `image/jpeg`, `*` + `/*`. */
  type: string
  /** Names lower case, quotes removed. */
  parameters: Record<string, string>
  q: number
}

/**
 * What the client accepts, most wanted first (RFC 9110 12.5.1). The `accept` query parameter overrides the header
 * (PS3.18 8.3.3.1); without either everything is accepted.
 */
export function parseAccept(header: string | undefined, parameter?: string): MediaRange[] {
  const text = parameter ?? header ?? ''
  if (text.length > 8192) throw new AppError('invalid', 'The Accept header is too long.')
  const ranges = splitOutsideQuotes(text, ',')
    .map(parseMediaRange)
    .filter((range) => range.type.includes('/'))
  if (text.trim() === '') return [{ type: '*/*', parameters: {}, q: 1 }]
  return ranges.filter((range) => range.q > 0).sort((a, b) => b.q - a.q)
}

/** One media type with its parameters, as in Content-Type. */
export function parseMediaRange(text: string): MediaRange {
  const [type = '', ...rest] = splitOutsideQuotes(text, ';')
  const parameters: Record<string, string> = {}
  for (const parameter of rest) {
    const equals = parameter.indexOf('=')
    if (equals < 0) continue
    const value = parameter.slice(equals + 1).trim()
    parameters[parameter.slice(0, equals).trim().toLowerCase()] = unquote(value)
  }
  const q = Number(parameters.q ?? 1)
  return { type: type.trim().toLowerCase(), parameters, q: Number.isFinite(q) ? q : 0 }
}

function unquote(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  let quoted = false
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"' && text[i - 1] !== '\\') quoted = !quoted
    if (text[i] === separator && !quoted) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}
