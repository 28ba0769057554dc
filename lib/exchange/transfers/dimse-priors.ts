import { readConfig } from '@/lib/config'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { textOf, textsOf } from '@/lib/dicom/json-values'
import { findAt } from '@/lib/dimse/scu/find-at'
import { moveAt } from '@/lib/dimse/scu/move-at'
import { AppError } from '@/lib/errors'
import { peerByAETitle } from './peer-by-ae-title'
import type { PriorCandidate } from './relevant-priors'

/** Study Root Query/Retrieve Information Model (PS3.4 C.6.2). */
const StudyRootFind = '1.2.840.10008.5.1.4.1.2.2.1'
const StudyRootMove = '1.2.840.10008.5.1.4.1.2.2.2'
const mostStudies = 200

/** C-FIND for the patient's studies. */
export async function findAtAETitle(aeTitle: string, PatientID: string): Promise<PriorCandidate[]> {
  const { address } = await peerByAETitle(aeTitle)
  const identifier: DicomJson = {
    [tagOf('QueryRetrieveLevel')]: { vr: 'CS', Value: ['STUDY'] },
    [tagOf('PatientID')]: { vr: 'LO', Value: [PatientID] },
    [tagOf('PatientName')]: { vr: 'PN' },
    [tagOf('PatientBirthDate')]: { vr: 'DA' },
    [tagOf('StudyInstanceUID')]: { vr: 'UI' },
    [tagOf('StudyDate')]: { vr: 'DA' },
    [tagOf('StudyDescription')]: { vr: 'LO' },
    [tagOf('ModalitiesInStudy')]: { vr: 'CS' },
  }
  const found = await findAt({ peer: address, SOPClassUID: StudyRootFind, identifier, limit: mostStudies })
  return found.map((json) => ({
    StudyInstanceUID: textOf(json, 'StudyInstanceUID'),
    PatientID: textOf(json, 'PatientID'),
    PatientName: textOf(json, 'PatientName'),
    PatientBirthDate: textOf(json, 'PatientBirthDate'),
    StudyDate: textOf(json, 'StudyDate'),
    StudyDescription: textOf(json, 'StudyDescription'),
    ModalitiesInStudy: textsOf(json, 'ModalitiesInStudy'),
  }))
}

/** C-MOVE of a study to ourselves: its images come by C-STORE through the gateway, like any. @returns how many */
export async function moveFromAETitle(aeTitle: string, StudyInstanceUID: string): Promise<number> {
  const { address } = await peerByAETitle(aeTitle)
  const { completed, warning, failed } = await moveAt({
    peer: address,
    SOPClassUID: StudyRootMove,
    identifier: {
      [tagOf('QueryRetrieveLevel')]: { vr: 'CS', Value: ['STUDY'] },
      [tagOf('StudyInstanceUID')]: { vr: 'UI', Value: [StudyInstanceUID] },
    },
    MoveDestination: readConfig().aeTitle,
  })
  if (failed > 0) {
    throw new AppError(
      'unavailable',
      `${aeTitle} could not send ${failed} images of a prior. Is it on our list?`,
    )
  }
  return completed + warning
}
