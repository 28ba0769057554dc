import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import dcmjsDimse from 'dcmjs-dimse'
import { buildObjects } from '../../lib/demo/build-objects'
import type { SyntheticStudy } from '../../lib/demo/synthetic-studies'
import { e2eServer } from './server'

export const testPeer = 'E2EMODALITY'

/** A chest film of our own under fresh names, as a scanner would send it. */
export function freshChestFilm(name: string, over: Partial<SyntheticStudy> = {}): Uint8Array {
  const study: SyntheticStudy = {
    name,
    patient: {
      PatientID: `E2E-${name}`,
      PatientName: `Loop^${name}=試験^画像`,
      PatientBirthDate: '19600101',
      PatientSex: 'F',
    },
    daysAgo: 0,
    StudyDescription: `Chest ${name}`,
    BodyPartExamined: 'CHEST',
    ReferringPhysicianName: 'Stone^Rosa',
    RequestedProcedurePriority: 'STAT',
    CurrentPatientLocation: 'ED 9',
    images: { kind: 'chest', modality: 'CR', rows: 1024, columns: 896, lateral: false, findings: {} },
    state: 'waiting',
    ...over,
  }
  const [bytes] = [...buildObjects(study, new Date())]
  if (!bytes) throw new Error('Nothing was drawn')
  return bytes
}

/** Sends files by C-STORE with an independent implementation; rejects unless each is answered Success. */
export async function cStore(files: Uint8Array[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wetread-send-'))
  try {
    await sendFiles(await Promise.all(files.map((bytes, index) => keep(folder, index, bytes))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function keep(folder: string, index: number, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, `${index}.dcm`)
  await writeFile(file, bytes)
  return file
}

async function sendFiles(files: string[]): Promise<void> {
  const { dicomPort, aeTitle } = e2eServer()
  dcmjsDimse.log.setLevel('warn')
  const client = new dcmjsDimse.Client()
  const statuses: number[] = []
  for (const file of files) {
    const request = new dcmjsDimse.requests.CStoreRequest(file)
    request.on('response', (response: { getStatus(): number }) => statuses.push(response.getStatus()))
    client.addRequest(request)
  }
  await new Promise<void>((resolve, reject) => {
    client.on('closed', () => resolve())
    client.on('networkError', reject)
    client.on('associationRejected', () => reject(new Error('The association was rejected')))
    client.send('127.0.0.1', dicomPort, testPeer, aeTitle)
  })
  if (statuses.length !== files.length || statuses.some((status) => status !== 0)) {
    throw new Error(`C-STORE answered ${JSON.stringify(statuses)}`)
  }
}
