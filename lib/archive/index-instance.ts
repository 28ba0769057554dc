import {
  ensureSeries,
  insertInstance,
  insertStudy,
  lockStudy,
  movePatientOfStudy,
  type LockedStudy,
} from '@/lib/db/archive/add-to-index'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { fillPatient, lockPatientKey, removePatientWithoutStudies } from '@/lib/db/archive/patients'
import { countArrival } from '@/lib/db/archive/sql/count-arrival'
import { standingRejection } from '@/lib/db/archive/reconcile/rejected-instances'
import { transaction, type Tx } from '@/lib/db/client'
import { appendEvent } from '@/lib/db/reading/events'
import { contradicts } from '@/lib/dicom/same-patient'
import { isAliasInStudy, patientMeantBy } from './aliases'
import { announceInside, arrived } from './announce-arrival'
import { choosePatient, isUnknownPatient, patientKey } from './choose-patient'
import { conflict } from './conflicts'
import { coerceSoon } from './reconcile/coerce-soon'
import { indexTogether, remember } from './index-together'
import { urgencyAttributes } from './urgency-attributes'

export interface Indexed {
  studyId: string
  /** false: the SOP Instance UID was there already and nothing was changed. */
  isNew: boolean
}

/**
 * Writes one instance into the index: patient, study, series, instance, counters, the `received` event, the
 * `study-stable` job and the NOTIFY, in one transaction: together with what else arrives at the moment, or by itself where its place is in
 * question. Safe for any number of senders at once.
 * @throws AppError conflict when study or series belong to somebody else
 */
export async function indexInstance(instance: NewInstance): Promise<Indexed> {
  const together = await indexTogether(instance)
  if (together) return together
  const indexed = await transaction((tx) => indexCarefully(tx, instance))
  remember(instance.header.SeriesInstanceUID)
  if (indexed.isNew) arrived(indexed.studyId, instance, true)
  return indexed
}

/** Lock order: patient key, study, series, instance. */
export async function indexCarefully(tx: Tx, instance: NewInstance): Promise<Indexed> {
  if (await standingRejection(tx, instance.header.SOPInstanceUID)) throw conflict('rejected')
  const key = patientKey(instance)
  await lockPatientKey(tx, key.PatientID, key.IssuerOfPatientID)
  const study = await lockStudy(tx, instance.header.StudyInstanceUID)
  const studyId = study ? await joinStudy(tx, study, instance) : await startStudy(tx, instance)

  const series = await ensureSeries(tx, instance, studyId)
  if (series.studyId !== studyId) throw conflict('other-study-of-series')
  if (!(await insertInstance(tx, instance, series.id))) throw new AlreadyThere(studyId)
  await countArrival(tx, instance, { studyId, seriesId: series.id, isNewSeries: series.isNew })
  await announceInside(tx, studyId, instance)
  return { studyId, isNew: true }
}

/** Undoes a study or series that was made for an instance which turned out to be stored elsewhere. */
export class AlreadyThere extends Error {
  constructor(readonly studyId: string) {
    super('The SOP Instance UID is there already.')
  }
}

async function startStudy(tx: Tx, instance: NewInstance): Promise<string> {
  const patientId = await choosePatient(tx, instance)
  const studyId = await insertStudy(tx, instance, patientId)
  if (studyId === null) {
    // Another sender made the study under another patient key, else the key's lock had kept us apart.
    const study = await lockStudy(tx, instance.header.StudyInstanceUID)
    if (!study) throw new Error('A study vanished while it was being received')
    const joined = await joinStudy(tx, study, instance)
    await removePatientWithoutStudies(tx, patientId)
    return joined
  }
  if (await patientMeantBy(tx, instance.header)) await coerceSoon(tx, studyId)
  await appendEvent(tx, {
    studyId,
    type: 'received',
    at: instance.receivedAt,
    data: urgencyAttributes(instance),
  })
  return studyId
}

/** @throws AppError conflict: images of two people must never meet in one study */
async function joinStudy(tx: Tx, study: LockedStudy, instance: NewInstance): Promise<string> {
  const { header } = instance
  const { patient } = study
  if (header.PatientID === '') {
    if (contradicts(patient, header)) return byAlias(tx, study, instance)
  } else if (isUnknownPatient(patient)) {
    if (contradicts(patient, header)) throw conflict('other-patient')
    await movePatientOfStudy(tx, study.id, await choosePatient(tx, instance))
    await removePatientWithoutStudies(tx, patient.id)
    return study.id
  } else {
    const issuers = [patient.IssuerOfPatientID, header.IssuerOfPatientID].filter((issuer) => issuer !== '')
    const sameIssuer = new Set(issuers).size <= 1
    if (patient.PatientID !== header.PatientID || !sameIssuer || contradicts(patient, header)) {
      return byAlias(tx, study, instance)
    }
  }
  await fillPatient(tx, patient, instance)
  return study.id
}

/** A person has said that who is named here is the study's patient: what is served of the object will say so too. */
async function byAlias(tx: Tx, study: LockedStudy, { header }: NewInstance): Promise<string> {
  if (!(await isAliasInStudy(tx, header, study))) throw conflict('other-patient')
  await coerceSoon(tx, study.id)
  return study.id
}
