import { errorOf } from '../../../_components/api-client'
import { ApiError } from '../../../_components/api-error'

export interface Asked {
  method: 'POST' | 'PUT'
  path: string
  body: Blob | object
  signal: AbortSignal
  onProgress?: (part: number) => void
}

const attempts = 8

/** Network trouble and a busy server pass: those are worth waiting for. */
export function passes(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'unavailable' || error.code === 'rate-limited')
}

/**
 * Asks until the server answers, with longer and longer pauses, for some two minutes.
 * @throws ApiError; AbortError when `signal` says so
 */
export async function askServer(asked: Asked): Promise<Record<string, unknown>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(asked)
    } catch (error) {
      if (!passes(error) || attempt >= attempts) throw error
      await pause(Math.min(30_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2), asked.signal)
    }
  }
}

/** XMLHttpRequest, because fetch cannot tell how far an upload has come. */
function askOnce({ method, path, body, signal, onProgress }: Asked): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(aborted())
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    const settle = () => signal.removeEventListener('abort', abort)
    request.open(method, path)
    request.responseType = 'json'
    if (onProgress) {
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    }
    request.onload = () => {
      settle()
      const answer: unknown = request.response
      if (request.status >= 200 && request.status < 300) resolve(isRecord(answer) ? answer : {})
      else reject(errorOf(request.status, answer))
    }
    request.onerror = () => {
      settle()
      reject(new ApiError('unavailable', 0, 'The connection to Wetread is broken.'))
    }
    request.onabort = () => {
      settle()
      reject(aborted())
    }
    signal.addEventListener('abort', abort)
    const isBlob = body instanceof Blob
    request.setRequestHeader('Content-Type', isBlob ? 'application/dicom' : 'application/json')
    request.send(isBlob ? body : JSON.stringify(body))
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(aborted())
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

function aborted(): DOMException {
  return new DOMException('Stopped.', 'AbortError')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
