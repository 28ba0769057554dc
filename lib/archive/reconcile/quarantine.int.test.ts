import { describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { ExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { peerSession } from '../peer-session'
import { useTestDatabase } from '@/lib/db/test-database'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { storage } from '@/lib/storage/storage'
import { sweep } from '../sweep'
import { testObject } from '../test-object'
import { acceptQuarantined } from './accept-quarantined'
import { coerceStudy } from './coerce-study'
import { discardQuarantined } from './discard-quarantined'
import {
  anna,
  berta,
  by,
  ids,
  patientOf,
  quarantinedIds,
  served,
  setAside,
  sound,
  store,
} from './two-patients-for-test'
import { undoChange } from './undo-change'

useTestDatabase()

describe('what is in quarantine', () => {
  it('is taken into the study of the stored patient: B29 coerced, with the original kept; late ones follow; undone', async () => {
    const stored = anna()
    const { studyId } = await store(stored)
    const { StudyInstanceUID } = stored
    const wrong = berta({ StudyInstanceUID })
    await setAside(wrong)
    const { changeId } = await acceptQuarantined({ ids: await quarantinedIds(), as: 'stored', ...by })
    expect(await patientOf(StudyInstanceUID)).toMatchObject({
      NumberOfStudyRelatedInstances: 2,
      patient: { PatientID: ids.a },
    })
    await coerceStudy(studyId)
    const { json, id } = await served(wrong.SOPInstanceUID)
    expect(textOf(json, 'PatientID')).toBe(ids.a)
    const [item] = itemsOf(json, 'OriginalAttributesSequence')
    expect(textOf(itemsOf(item ?? {}, 'ModifiedAttributesSequence')[0] ?? {}, 'PatientName')).toBe(
      'Müller^Berta',
    )
    const original = await db().instanceOriginal.findUniqueOrThrow({ where: { instanceId: id } })
    expect(Buffer.from(await (await storage()).readAll(original.blobName)).equals(wrong.bytes)).toBe(true)
    const late = berta({ StudyInstanceUID })
    expect(await store(late)).toMatchObject({ status: 'stored' })
    await sweep({ graceMs: 0 })
    await sound()
    await undoChange(changeId, by)
    expect(await quarantinedIds()).toHaveLength(1)
    expect(await db().instance.count({ where: { SOPInstanceUID: wrong.SOPInstanceUID } })).toBe(0)
    await sweep({ graceMs: 0 })
    await sound()
  })

  it('replaces what stands under its UID, which an undo brings back', async () => {
    const stored = anna()
    const { studyId } = await store(stored)
    const { SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID } = stored
    const other = testObject(
      {
        PatientID: ids.a,
        PatientName: 'Anders^Anna',
        PatientBirthDate: '19500101',
        SOPInstanceUID,
        StudyInstanceUID,
        SeriesInstanceUID,
      },
      Buffer.alloc(512, 9),
    )
    await setAside(other)
    const { changeId } = await acceptQuarantined({ ids: await quarantinedIds(), as: 'stored', ...by })
    expect((await served(SOPInstanceUID)).bytes.equals(other.bytes)).toBe(true)
    expect(await db().study.findUnique({ where: { id: studyId } })).toMatchObject({
      NumberOfStudyRelatedInstances: 1,
    })
    await undoChange(changeId, by)
    expect((await served(SOPInstanceUID)).bytes.equals(stored.bytes)).toBe(true)
    await sound()
  })

  it('becomes a study of its own under new UIDs, of the patient it names', async () => {
    const stored = anna()
    await store(stored)
    const wrong = [1, 2].map((n) =>
      berta({
        StudyInstanceUID: stored.StudyInstanceUID,
        SeriesInstanceUID: `${stored.SeriesInstanceUID}.9`.slice(0, 64),
        InstanceNumber: String(n),
      }),
    )
    for (const object of wrong) await setAside(object)
    const { changeId, studyIds } = await acceptQuarantined({ ids: await quarantinedIds(), as: 'new', ...by })
    expect(studyIds).toHaveLength(1)
    const [studyId = ''] = studyIds
    const made = await db().study.findUniqueOrThrow({
      where: { id: studyId },
      include: { patient: true, series: { include: { instances: true } } },
    })
    expect(made.patient.PatientID).toBe(ids.b)
    expect(made.NumberOfStudyRelatedInstances).toBe(2)
    expect(made.NumberOfStudyRelatedSeries).toBe(1)
    await coerceStudy(studyId)
    const uid = made.series[0]?.instances[0]?.SOPInstanceUID ?? ''
    const { json, bytes } = await served(uid)
    expect(textOf(json, 'SOPInstanceUID')).toBe(uid)
    expect(parsePart10(bytes).MediaStorageSOPInstanceUID).toBe(uid)
    const [item] = itemsOf(json, 'OriginalAttributesSequence')
    const [before] = itemsOf(item ?? {}, 'ModifiedAttributesSequence')
    expect(wrong.map((object) => object.SOPInstanceUID)).toContain(textOf(before ?? {}, 'SOPInstanceUID'))
    await sound()
    await undoChange(changeId, by)
    expect(await quarantinedIds()).toHaveLength(2)
    await sweep({ graceMs: 0 })
    await sound()
  })

  it('of a series or an object that stands elsewhere goes where that stands', async () => {
    const stored = anna()
    const { studyId } = await store(stored)
    const { SeriesInstanceUID, SOPInstanceUID } = stored
    const otherStudy = anna({ SeriesInstanceUID })
    const otherPlace = anna({ SOPInstanceUID, InstanceNumber: '9' })
    await setAside(otherStudy)
    await setAside(otherPlace)
    const rows = await db().quarantinedObject.findMany({
      where: { PatientID: ids.a, state: 'open' },
      orderBy: { id: 'asc' },
      select: { id: true, conflict: true },
    })
    expect(rows.map(({ conflict }) => conflict)).toEqual(['other-study-of-series', 'other-place'])
    const { changeId } = await acceptQuarantined({ ids: rows.map(({ id }) => id), as: 'stored', ...by })
    expect(await patientOf(stored.StudyInstanceUID)).toMatchObject({
      id: studyId,
      NumberOfStudyRelatedInstances: 2,
    })
    await coerceStudy(studyId)
    for (const uid of [otherStudy.SOPInstanceUID, SOPInstanceUID]) {
      const { json } = await served(uid)
      expect(textOf(json, 'StudyInstanceUID')).toBe(stored.StudyInstanceUID)
      expect(textOf(json, 'SeriesInstanceUID')).toBe(SeriesInstanceUID)
    }
    await sound()
    await undoChange(changeId, by)
    expect((await served(SOPInstanceUID)).bytes.equals(stored.bytes)).toBe(true)
    await sweep({ graceMs: 0 })
    await sound()
  })

  it('is discarded, not asked about again when it is resent, and undone', async () => {
    const stored = anna()
    await store(stored)
    const wrong = berta({ StudyInstanceUID: stored.StudyInstanceUID })
    await setAside(wrong)
    const { changeId } = await discardQuarantined({ ids: await quarantinedIds(), ...by })
    await expect(store(wrong)).rejects.toMatchObject({ code: 'conflict', detail: { quarantined: false } })
    await expect(discardQuarantined({ ids: [], ...by })).rejects.toMatchObject({ code: 'not-found' })
    await undoChange(changeId, by)
    expect(await quarantinedIds()).toHaveLength(1)
  })

  it('S45 is answered with a warning over C-STORE (B000), and the sender need not send it again', async () => {
    const stored = anna()
    await store(stored)
    const wrong = berta({ StudyInstanceUID: stored.StudyInstanceUID })
    const session = peerSession({ aeTitle: 'CT1', address: '127.0.0.1' })
    const { SOPClassUID, SOPInstanceUID } = wrong
    const sink = await session.receive({
      SOPClassUID,
      SOPInstanceUID,
      TransferSyntaxUID: ExplicitVRLittleEndian,
    })
    await sink.write(wrong.dataSet)
    const verdict = await sink.finish()
    await session.closed()
    expect(verdict).toMatchObject({ warning: 0xb000 })
    expect(verdict?.comment).toMatch(/^Kept in quarantine/)
    const aside = await db().quarantinedObject.findMany({ where: { SOPInstanceUID } })
    expect(aside).toMatchObject([{ state: 'open', callingAETitle: 'CT1', origin: 'C-STORE:CT1' }])
    const bytes = Buffer.from(await (await storage()).readAll(aside[0]?.blobName ?? ''))
    expect(bytes.subarray(-wrong.dataSet.length).equals(wrong.dataSet)).toBe(true)
  })

  it('is nowhere in the archive until then', async () => {
    const stored = anna()
    await store(stored)
    await setAside(berta({ StudyInstanceUID: stored.StudyInstanceUID }))
    expect(await db().patient.count({ where: { PatientID: ids.b } })).toBe(0)
    expect(
      await db().instance.count({
        where: { series: { study: { StudyInstanceUID: stored.StudyInstanceUID } } },
      }),
    ).toBe(1)
  })
})
