import {
  isPatientIdTaken,
  orderToFileUnder,
  patientToFileUnder,
  studyToFileUnder,
} from '@/lib/db/film/filing-target'
import { AppError, assertNever } from '@/lib/errors'
import type { FilmIdentity } from './film-object'
import type { FilmSteps, FilmTarget } from './film-steps'
import { personNameOf } from './person-name'

export interface FilingPlace {
  identity: FilmIdentity
  /** Of the study that the film joins; null: a study of its own. */
  StudyInstanceUID: string | null
}

/**
 * Whose film it is, as the archive knows them: what the page sent are ids only, and what is written into the object is
 * read here.
 * @throws AppError not-found | conflict | unprocessable
 */
export async function chooseIdentity(target: FilmTarget, steps: FilmSteps): Promise<FilingPlace> {
  const own = {
    StudyDate: steps.label.StudyDate,
    StudyTime: '',
    StudyID: '',
    StudyDescription: steps.StudyDescription,
    AccessionNumber: '',
    ReferringPhysicianName: '',
    SeriesNumber: 1,
  }
  switch (target.kind) {
    case 'study': {
      const study = await studyToFileUnder(target.studyId)
      if (!study) throw new AppError('not-found', 'This study is not here any more. Choose another.')
      const { patient, NumberOfStudyRelatedSeries, StudyInstanceUID, ...rest } = study
      const { id: _id, ...who } = patient
      const SeriesNumber = NumberOfStudyRelatedSeries + 1
      return { StudyInstanceUID, identity: { ...who, ...rest, ...withoutMark(who), SeriesNumber } }
    }
    case 'patient': {
      const patient = await patientToFileUnder(target.patientId)
      if (!patient) throw new AppError('not-found', 'This patient is not here any more. Choose another.')
      const { id: _id, ...who } = patient
      return { StudyInstanceUID: null, identity: { ...own, ...who, ...withoutMark(who) } }
    }
    case 'order': {
      const order = await orderToFileUnder(target.orderId)
      if (!order || order.status === 'revoked') {
        throw new AppError('not-found', 'This order was taken back. Choose another.')
      }
      // It was answered in the meantime: the film joins what answered it.
      if (order.studyId) return chooseIdentity({ kind: 'study', studyId: order.studyId }, steps)
      const { id: _id, status: _status, studyId: _studyId, StudyInstanceUID, ...rest } = order
      const StudyDescription = rest.RequestedProcedureDescription || steps.StudyDescription
      return { StudyInstanceUID, identity: { ...own, ...rest, StudyDescription } }
    }
    case 'new': {
      if (target.PatientID === '' && target.PatientName === '') {
        throw new AppError('unprocessable', 'Give the new patient a name or a number.')
      }
      if (target.PatientID !== '' && (await isPatientIdTaken(target.PatientID))) {
        throw new AppError('conflict', 'A patient with this number is here already. Search and choose them.')
      }
      const { kind: _kind, ...who } = target
      const PatientName = personNameOf(target.PatientName)
      return { StudyInstanceUID: null, identity: { ...own, ...who, PatientName, IssuerOfPatientID: '' } }
    }
    default:
      return assertNever(target)
  }
}

/** The index marks patients of whom no number came by an issuer of its own; no object says so. */
function withoutMark({ PatientID, IssuerOfPatientID }: { PatientID: string; IssuerOfPatientID: string }) {
  return { IssuerOfPatientID: PatientID === '' ? '' : IssuerOfPatientID }
}
