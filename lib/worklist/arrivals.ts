import { db } from '@/lib/db/client'
import { peersSeen, recentRejections, recentStudies } from '@/lib/db/reading/arrivals'
import { announcedImages } from '@/lib/db/orders/performed'
import { splitPersonName } from '@/lib/dicom/split-person-name'
import type { ArrivalsAnswer } from './arrivals-answer'

/** What the technologist looks at after sending: did it arrive, is it whole, what was refused and why. */
export async function arrivals(): Promise<ArrivalsAnswer> {
  const [studies, rejections, peers] = await Promise.all([
    recentStudies(db(), 200),
    recentRejections(db(), 100),
    peersSeen(db()),
  ])
  const announced = await announcedImages(
    db(),
    studies.map((study) => study.StudyInstanceUID),
  )
  return {
    studies: studies.map(({ id, patient, readingTask, series, receivedAt, lastReceivedAt, ...study }) => ({
      ...study,
      studyId: id,
      PatientName: splitPersonName(patient.PatientName),
      PatientID: patient.PatientID,
      identityConflict: patient.identityConflict,
      announced: announced.get(study.StudyInstanceUID) ?? null,
      state: readingTask?.state ?? 'arriving',
      receivedAt: receivedAt.toISOString(),
      lastReceivedAt: lastReceivedAt.toISOString(),
      origin: series[0]?.instances[0]?.origin ?? '',
    })),
    rejections: rejections.map((rejection) => ({ ...rejection, at: rejection.at.toISOString() })),
    peers: peers.map((peer) => ({
      ...peer,
      lastSeenAt: peer.lastSeenAt?.toISOString() ?? null,
      lastRejectedAt: peer.lastRejectedAt?.toISOString() ?? null,
    })),
  }
}
