import { errorOf } from '../api-client'

interface Stored {
  status: 'stored' | 'duplicate'
  warnings: string[]
}

/**
 * Sends one file to the archive. XMLHttpRequest, because fetch cannot tell how far an upload has come.
 * @throws ApiError with the reason in words
 */
export function sendFile(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Stored> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/upload')
    request.setRequestHeader('Content-Type', 'application/dicom')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0)
    request.onload = () => {
      const answer: unknown = request.response
      if (request.status >= 200 && request.status < 300) resolve(storedOf(answer))
      else reject(errorOf(request.status, answer))
    }
    request.onerror = () =>
      reject(
        errorOf(503, {
          error: { code: 'unavailable', message: 'The connection broke. Send this file again.' },
        }),
      )
    request.onabort = () => reject(errorOf(400, { error: { code: 'invalid', message: 'Not sent.' } }))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function storedOf(answer: unknown): Stored {
  const record = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  const warnings = Array.isArray(record.warnings)
    ? record.warnings.filter((one): one is string => typeof one === 'string')
    : []
  return { status: record.status === 'duplicate' ? 'duplicate' : 'stored', warnings }
}
