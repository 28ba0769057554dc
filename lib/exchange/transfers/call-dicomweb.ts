import { AppError } from '@/lib/errors'

export interface DicomwebPeer {
  name: string
  url: string
  /** The Authorization header; empty: none. */
  authorization: string
}

const answerWithinMs = 10 * 60_000

/**
 * One request to another archive, at the address that an administrator gave and at no other: redirects are errors, so
 * that nobody can lead us elsewhere with our credentials.
 * @throws AppError unavailable when it does not answer
 */
export async function callDicomweb(
  { name, url, authorization }: DicomwebPeer,
  path: string,
  init: RequestInit & { headers: Record<string, string>; duplex?: 'half' },
): Promise<Response> {
  const headers = { ...init.headers, ...(authorization === '' ? {} : { authorization }) }
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    return await fetch(url + path, { ...init, headers, redirect: 'error', signal })
  } catch (cause) {
    throw new AppError('unavailable', `${name} does not answer. Check its address, and that it is running.`, {
      cause,
    })
  }
}
