import { Readable } from 'node:stream'

/** The body of an answer to HEAD: an empty stream, so that Content-Length stays what GET would say. */
export function noBody(): Readable {
  return Readable.from([])
}
