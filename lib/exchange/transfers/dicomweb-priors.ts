import { storeInstance } from '@/lib/archive/store-instance'
import { isSequenceItem, type DicomJson } from '@/lib/dicom/dicom-json'
import { textOf, textsOf } from '@/lib/dicom/json-values'
import { readMultipart } from '@/lib/dicom/read-multipart'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { callDicomweb, type DicomwebPeer } from './call-dicomweb'
import type { PriorCandidate } from './relevant-priors'

const mostStudies = 200

/** QIDO-RS for the patient's studies (PS3.18 10.6). */
export async function findAtDicomweb(peer: DicomwebPeer, PatientID: string): Promise<PriorCandidate[]> {
  const query = new URLSearchParams({
    PatientID,
    limit: String(mostStudies),
    includefield: 'StudyDescription',
  })
  const answer = await callDicomweb(peer, `/studies?${query}`, {
    method: 'GET',
    headers: { accept: 'application/dicom+json' },
  })
  if (answer.status === 204) return []
  if (!answer.ok) throw refused(peer, answer.status, 'search')
  const found: unknown = await answer.json().catch(() => null)
  if (!Array.isArray(found)) throw refused(peer, answer.status, 'search')
  return found.filter(isSequenceItem).map(candidateOf)
}

/** WADO-RS of a whole study (PS3.18 10.4), each instance stored while the next still arrives. */
export async function retrieveFromDicomweb(peer: DicomwebPeer, StudyInstanceUID: string): Promise<number> {
  const answer = await callDicomweb(peer, `/studies/${StudyInstanceUID}`, {
    method: 'GET',
    headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
  })
  if (!answer.ok || !answer.body) throw refused(peer, answer.status, 'retrieval')
  const boundary = /boundary="?([^";]+)"?/i.exec(answer.headers.get('content-type') ?? '')?.[1]
  if (!boundary) throw refused(peer, answer.status, 'retrieval')
  let stored = 0
  for await (const { body } of readMultipart(bytesOf(answer.body), boundary)) {
    const staged = await (await storage()).stage(body)
    await storeInstance({
      staged,
      origin: `prefetch:${peer.name}`,
      expectedStudyInstanceUID: StudyInstanceUID,
    })
    stored += 1
  }
  return stored
}

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

function candidateOf(json: DicomJson): PriorCandidate {
  return {
    StudyInstanceUID: textOf(json, 'StudyInstanceUID'),
    PatientID: textOf(json, 'PatientID'),
    PatientName: textOf(json, 'PatientName'),
    PatientBirthDate: textOf(json, 'PatientBirthDate'),
    StudyDate: textOf(json, 'StudyDate'),
    StudyDescription: textOf(json, 'StudyDescription'),
    ModalitiesInStudy: textsOf(json, 'ModalitiesInStudy'),
  }
}

function refused({ name }: DicomwebPeer, status: number, what: string): AppError {
  return new AppError('unavailable', `${name} refused the ${what}: it answered ${status}.`)
}
