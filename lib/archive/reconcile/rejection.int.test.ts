import { describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { textOf } from '@/lib/dicom/json-values'
import { newUid } from '@/lib/dicom/uid'
import { setLegalHold } from './legal-hold'
import { rejectInstances } from './reject-instances'
import { KeyObjectSelectionDocumentStorage, readRejectionNote, writeRejectionNote } from './rejection-note'
import type { RejectionCode } from './rejection-codes'
import { actor, anna, by, patientOf, served, sound, store } from './two-patients-for-test'
import { storeInstance } from '../store-instance'
import { undoChange } from './undo-change'
import type { TestObject } from '../test-object'

useTestDatabase()

function noteFor(code: RejectionCode, objects: TestObject[]) {
  const [first] = objects
  return writeRejectionNote({
    code,
    StudyInstanceUID: first?.StudyInstanceUID ?? '',
    study: {
      PatientID: 'A-1',
      IssuerOfPatientID: '',
      PatientName: 'Anders^Anna',
      PatientBirthDate: '19500101',
      PatientSex: 'F',
      StudyDate: '',
      StudyTime: '',
      AccessionNumber: '',
      StudyID: '',
      StudyDescription: '',
      ReferringPhysicianName: '',
    },
    references: objects,
    at: new Date(),
  })
}

async function twoImages() {
  const StudyInstanceUID = newUid()
  const objects = [
    anna({ StudyInstanceUID, PatientID: 'A-1' }),
    anna({ StudyInstanceUID, PatientID: 'A-1' }),
  ] as const
  for (const object of objects) await store(object)
  return { StudyInstanceUID, objects }
}

const receive = (bytes: Uint8Array) => storeInstance({ bytes, origin: 'C-STORE:MODALITY' })
const isThere = async (uid: string) => (await db().instance.count({ where: { SOPInstanceUID: uid } })) === 1

describe('a rejection note that is received', () => {
  it.each(['113001', '113037', '113038', '113039'] as const)(
    '%s hides what it references, and its like when resent, expired ones aside',
    async (code) => {
      const { objects } = await twoImages()
      const [bad, good] = objects
      await receive(noteFor(code, [bad]).bytes)
      expect(await isThere(bad.SOPInstanceUID)).toBe(false)
      expect(await isThere(good.SOPInstanceUID)).toBe(true)
      if (code === '113039') {
        expect(await store(bad)).toMatchObject({ status: 'stored' })
      } else {
        await expect(store(bad)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'rejected' } })
      }
      await sound()
    },
  )

  it('leaves what is under legal hold, and says so', async () => {
    const { StudyInstanceUID, objects } = await twoImages()
    await setLegalHold({ studyId: (await patientOf(StudyInstanceUID)).id, reason: 'court', actor })
    const { warnings } = await receive(noteFor('113001', [objects[0]]).bytes)
    expect(warnings).toEqual(['Images under legal hold were not hidden by the rejection note'])
    expect(await isThere(objects[0].SOPInstanceUID)).toBe(true)
  })
})

describe('rejecting here', () => {
  it('writes a note into the study that other systems understand, and an undo takes both back', async () => {
    const { StudyInstanceUID, objects } = await twoImages()
    const [bad] = objects
    const { changeId, note, instances } = await rejectInstances({
      level: 'instance',
      uids: { StudyInstanceUID, SOPInstanceUID: bad.SOPInstanceUID },
      code: '113001',
      ...by,
    })
    expect(instances).toBe(1)
    const { json } = await served(note)
    expect(textOf(json, 'SOPClassUID')).toBe(KeyObjectSelectionDocumentStorage)
    expect(textOf(json, 'PatientName')).toBe('Anders^Anna')
    expect(readRejectionNote(json)).toEqual({
      code: '113001',
      studies: [{ StudyInstanceUID, SOPInstanceUIDs: [bad.SOPInstanceUID] }],
    })
    await expect(store(bad)).rejects.toMatchObject({ detail: { reason: 'rejected' } })
    await undoChange(changeId, by)
    expect(await isThere(bad.SOPInstanceUID)).toBe(true)
    expect(await isThere(note)).toBe(false)
    expect(await store(bad)).toMatchObject({ status: 'duplicate' })
    await sound()
  })
})
