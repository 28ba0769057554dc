import type { FilmDetail } from '@/lib/archive/film/film-answers'
import { errorOf } from '../../../_components/api-client'

/**
 * Hands a photograph or scan in; XMLHttpRequest, because fetch cannot tell how far an upload has come.
 * @throws ApiError with the reason in words
 */
export function handIn(file: File, onProgress: (part: number) => void): Promise<FilmDetail> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/film')
    // The server tells the kind by the bytes.
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0)
    request.onload = () => {
      if (request.status === 201) resolve(request.response as FilmDetail)
      else reject(errorOf(request.status, request.response))
    }
    request.onerror = () => {
      const message = 'The connection broke. Send the picture again.'
      reject(errorOf(503, { error: { code: 'unavailable', message } }))
    }
    request.send(file)
  })
}
