import { describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { itemsOf, textOf } from '@/lib/dicom/json-values'
import { newUid } from '@/lib/dicom/uid'
import { locateInstances } from '../locate-instances'
import { sweep } from '../sweep'
import { testObject } from '../test-object'
import { coerceStudy } from './coerce-study'
import { correctPatient } from './correct-patient'
import { mergePatients } from './merge-patients'
import { moveStudy } from './move-study'
import {
  actor,
  anna,
  berta,
  by,
  count,
  ids,
  patientOf,
  served,
  setAside,
  sound,
  store,
} from './two-patients-for-test'
import { splitStudy } from './split-study'
import { undoChange } from './undo-change'

useTestDatabase()

describe('merging two patients', () => {
  it('gives all studies to the one, in lists, search, metadata and files, and takes it back byte for byte', async () => {
    const [one, other] = [anna(), berta()]
    const { studyId } = await store(one)
    await store(other)
    const from = (await patientOf(one.StudyInstanceUID)).patient
    const into = (await patientOf(other.StudyInstanceUID)).patient
    const { changeId } = await mergePatients({ from: from.id, into: into.id, ...by })
    expect((await patientOf(one.StudyInstanceUID)).patient.id).toBe(into.id)
    expect(await db().patient.count({ where: { id: from.id } })).toBe(0)

    await coerceStudy(studyId)
    const { bytes, json } = await served(one.SOPInstanceUID)
    expect(textOf(json, 'PatientID')).toBe(ids.b)
    expect(textOf(json, 'PatientName')).toBe('Müller^Berta')
    expect(textOf(json, 'SpecificCharacterSet')).toBe('ISO_IR 192')
    const [item] = itemsOf(json, 'OriginalAttributesSequence')
    const [before] = itemsOf(item ?? {}, 'ModifiedAttributesSequence')
    expect(textOf(before ?? {}, 'PatientID')).toBe(ids.a)
    expect(textOf(before ?? {}, 'PatientName')).toBe('Anders^Anna')
    expect(bytes.subarray(-512).equals(one.bytes.subarray(-512))).toBe(true)
    const [located] = await locateInstances({ StudyInstanceUID: one.StudyInstanceUID })
    expect(textOf((await located?.metadata()) ?? {}, 'PatientID')).toBe(ids.b)
    // Nothing is left to do, and nothing is done twice.
    expect(await coerceStudy(studyId)).toBe(0)
    await sweep({ graceMs: 0 })
    await sound()

    // Sent again it is the same object; a new one under the old name follows.
    expect(await store(one)).toMatchObject({ status: 'duplicate' })
    const late = anna({ StudyInstanceUID: one.StudyInstanceUID })
    const next = anna()
    expect(await store(late)).toMatchObject({ status: 'stored', studyId })
    await store(next)
    expect((await patientOf(next.StudyInstanceUID)).patient.id).toBe(into.id)

    await undoChange(changeId, { reason: 'two people after all', actor })
    for (const uid of [one.StudyInstanceUID, next.StudyInstanceUID]) {
      expect((await patientOf(uid)).patient).toMatchObject({ id: from.id, PatientID: ids.a })
    }
    expect((await patientOf(other.StudyInstanceUID)).patient.id).toBe(into.id)
    await coerceStudy(studyId)
    expect((await served(one.SOPInstanceUID)).bytes.equals(one.bytes)).toBe(true)
    await sound()
  })

  it('clears the warning of two records with one ID, and an undo brings it back', async () => {
    const [one, other] = [anna(), anna({ PatientName: 'Anders^Annika', PatientBirthDate: '19500102' })]
    await store(one)
    await store(other)
    const [from, into] = [
      (await patientOf(one.StudyInstanceUID)).patient,
      (await patientOf(other.StudyInstanceUID)).patient,
    ]
    expect([from.identityConflict, into.identityConflict]).toEqual([true, true])
    const { changeId } = await mergePatients({ from: from.id, into: into.id, ...by })
    expect((await patientOf(one.StudyInstanceUID)).patient.identityConflict).toBe(false)
    await undoChange(changeId, by)
    expect((await patientOf(one.StudyInstanceUID)).patient.identityConflict).toBe(true)
  })
})

describe('moving a study', () => {
  it('to a patient whom a person writes down; late images under the old name join it; QIDO finds it under the new ID', async () => {
    const first = anna()
    const { studyId } = await store(first)
    const identity = {
      PatientID: ids.b,
      IssuerOfPatientID: '',
      PatientName: 'Müller^Berta',
      PatientBirthDate: '19600202',
      PatientSex: 'F' as const,
    }
    const { changeId, patientId } = await moveStudy({ studyId, to: { identity }, ...by })
    const { StudyInstanceUID, SeriesInstanceUID } = first
    const late = anna({ StudyInstanceUID, SeriesInstanceUID, InstanceNumber: '2' })
    expect(await store(late)).toMatchObject({ status: 'stored', studyId })
    expect((await patientOf(StudyInstanceUID)).patient.id).toBe(patientId)
    await setAside(
      testObject({
        StudyInstanceUID,
        PatientID: 'SOMEBODY',
        PatientName: 'Else^Some',
        PatientBirthDate: '19700707',
      }),
    )
    await coerceStudy(studyId)
    expect(textOf((await served(late.SOPInstanceUID)).json, 'PatientID')).toBe(ids.b)
    await undoChange(changeId, by)
    expect((await patientOf(StudyInstanceUID)).patient.PatientID).toBe(ids.a)
    await coerceStudy(studyId)
    expect((await served(late.SOPInstanceUID)).bytes.equals(late.bytes)).toBe(true)
    expect(await db().patient.count({ where: { id: patientId } })).toBe(0)
  })

  it('is undone only in order: a later move stands on it', async () => {
    const { studyId } = await store(anna())
    const other = berta()
    await store(other)
    const to = { patientId: (await patientOf(other.StudyInstanceUID)).patient.id }
    const { changeId } = await moveStudy({ studyId, to, ...by })
    const third = {
      PatientID: `C-${count}`,
      IssuerOfPatientID: '',
      PatientName: 'C^C',
      PatientBirthDate: '',
      PatientSex: '' as const,
    }
    await moveStudy({ studyId, to: { identity: third }, ...by })
    await expect(undoChange(changeId, by)).rejects.toMatchObject({ code: 'conflict' })
    await expect(moveStudy({ studyId, to: { identity: third }, reason: '', actor })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('while images of it arrive: all are in one study of one patient', async () => {
    const StudyInstanceUID = newUid()
    const objects = Array.from({ length: 20 }, (_, n) =>
      anna({ StudyInstanceUID, InstanceNumber: String(n) }),
    )
    const [first, ...others] = objects
    if (!first) throw new Error('no object')
    const { studyId } = await store(first)
    const target = berta()
    await store(target)
    const to = { patientId: (await patientOf(target.StudyInstanceUID)).patient.id }
    await Promise.all([...others.map((object) => store(object)), moveStudy({ studyId, to, ...by })])
    const after = await patientOf(StudyInstanceUID)
    expect(after.patient.id).toBe(to.patientId)
    expect(after.NumberOfStudyRelatedInstances).toBe(20)
    await coerceStudy(studyId)
    for (const object of objects)
      expect(textOf((await served(object.SOPInstanceUID)).json, 'PatientID')).toBe(ids.b)
    await sound()
  })
})

describe('correcting a patient', () => {
  it('changes ID and name everywhere, refuses what another record says, and is undone', async () => {
    const one = anna()
    const { studyId } = await store(one)
    const other = berta()
    await store(other)
    const { patient } = await patientOf(one.StudyInstanceUID)
    const right = {
      PatientID: `R-${count}`,
      IssuerOfPatientID: '',
      PatientName: 'Anders^Annette',
      PatientBirthDate: '19500101',
      PatientSex: 'F' as const,
    }
    const { changeId } = await correctPatient({ patientId: patient.id, identity: right, ...by })
    expect((await patientOf(one.StudyInstanceUID)).patient).toMatchObject({
      id: patient.id,
      ...right,
      nameKey: 'anders annette',
    })
    const next = anna()
    await store(next)
    expect((await patientOf(next.StudyInstanceUID)).patient.id).toBe(patient.id)
    const taken = { ...right, PatientID: ids.b, PatientName: 'Müller^Berta', PatientBirthDate: '19600202' }
    await expect(correctPatient({ patientId: patient.id, identity: taken, ...by })).rejects.toMatchObject({
      code: 'conflict',
    })
    await coerceStudy(studyId)
    expect(textOf((await served(one.SOPInstanceUID)).json, 'PatientName')).toBe('Anders^Annette')
    await undoChange(changeId, by)
    expect((await patientOf(one.StudyInstanceUID)).patient.PatientID).toBe(ids.a)
  })
})

describe('splitting a study', () => {
  it('takes a series out into a study of its own for another patient, and puts it back', async () => {
    const StudyInstanceUID = newUid()
    const [s1, s2] = [newUid(), newUid()]
    const stays = anna({ StudyInstanceUID, SeriesInstanceUID: s1 })
    const goes = [1, 2].map((n) =>
      anna({ StudyInstanceUID, SeriesInstanceUID: s2, InstanceNumber: String(n), Modality: 'CT' }),
    )
    const [goesFirst] = goes
    if (!goesFirst) throw new Error('no object')
    const { studyId } = await store(stays)
    for (const object of goes) await store(object)
    const identity = {
      PatientID: ids.b,
      IssuerOfPatientID: '',
      PatientName: 'B^B',
      PatientBirthDate: '',
      PatientSex: '' as const,
    }
    const { changeId, toStudyId, instances } = await splitStudy({
      studyId,
      SeriesInstanceUIDs: [s2],
      to: { identity },
      ...by,
    })
    expect(instances).toBe(2)
    expect(await db().study.findUnique({ where: { id: studyId } })).toMatchObject({
      NumberOfStudyRelatedInstances: 1,
      ModalitiesInStudy: ['CR'],
    })
    const made = await db().study.findUniqueOrThrow({
      where: { id: toStudyId },
      include: { patient: true, series: true },
    })
    expect(made).toMatchObject({
      NumberOfStudyRelatedInstances: 2,
      ModalitiesInStudy: ['CT'],
      patient: { PatientID: ids.b },
    })
    expect(made.series.map((series) => series.SeriesInstanceUID)).toEqual([s2])
    await coerceStudy(toStudyId)
    const { json } = await served(goesFirst.SOPInstanceUID)
    expect(textOf(json, 'StudyInstanceUID')).toBe(made.StudyInstanceUID)
    expect(textOf(json, 'PatientID')).toBe(ids.b)
    expect(await store(goesFirst)).toMatchObject({ status: 'duplicate' })
    await sound()
    await undoChange(changeId, by)
    expect(await db().study.findUnique({ where: { id: studyId } })).toMatchObject({
      NumberOfStudyRelatedInstances: 3,
    })
    await coerceStudy(studyId)
    expect((await served(goesFirst.SOPInstanceUID)).bytes.equals(goesFirst.bytes)).toBe(true)
    await sound()
  })

  it('gives part of a series a new series UID', async () => {
    const first = anna()
    const { StudyInstanceUID, SeriesInstanceUID } = first
    const second = anna({ StudyInstanceUID, SeriesInstanceUID, InstanceNumber: '2' })
    const { studyId } = await store(first)
    await store(second)
    const target = berta()
    const into = await store(target)
    await splitStudy({
      studyId,
      SOPInstanceUIDs: [second.SOPInstanceUID],
      to: { studyId: into.studyId },
      ...by,
    })
    await coerceStudy(into.studyId)
    const { json } = await served(second.SOPInstanceUID)
    expect(textOf(json, 'StudyInstanceUID')).toBe(target.StudyInstanceUID)
    expect(textOf(json, 'SeriesInstanceUID')).not.toBe(SeriesInstanceUID)
    expect(textOf((await served(first.SOPInstanceUID)).json, 'SeriesInstanceUID')).toBe(SeriesInstanceUID)
    await sound()
  })
})
