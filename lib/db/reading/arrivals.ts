import type { Db } from '../client'

/** The studies that got images most recently. */
export async function recentStudies(tx: Db, limit: number) {
  return tx.study.findMany({
    where: { NumberOfStudyRelatedInstances: { gt: 0 } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: {
      id: true,
      StudyInstanceUID: true,
      AccessionNumber: true,
      StudyDescription: true,
      StudyDate: true,
      ModalitiesInStudy: true,
      NumberOfStudyRelatedSeries: true,
      NumberOfStudyRelatedInstances: true,
      synthetic: true,
      receivedAt: true,
      lastReceivedAt: true,
      patient: { select: { PatientName: true, PatientID: true, identityConflict: true } },
      readingTask: { select: { state: true } },
      series: {
        take: 1,
        orderBy: { id: 'asc' },
        select: { instances: { take: 1, orderBy: { id: 'asc' }, select: { origin: true } } },
      },
    },
  })
}

/** What was refused or set aside most recently. */
export async function recentRejections(tx: Db, limit: number) {
  return tx.rejection.findMany({
    orderBy: { at: 'desc' },
    take: limit,
    select: {
      id: true,
      at: true,
      origin: true,
      address: true,
      callingAETitle: true,
      SOPInstanceUID: true,
      code: true,
      reason: true,
    },
  })
}

export async function peersSeen(tx: Db) {
  return tx.peer.findMany({
    orderBy: { aeTitle: 'asc' },
    select: {
      aeTitle: true,
      address: true,
      note: true,
      lastSeenAt: true,
      lastRejectedAt: true,
      lastRejection: true,
    },
  })
}
