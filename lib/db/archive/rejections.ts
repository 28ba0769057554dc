import { db } from '../client'

export interface NewRejection {
  origin: string
  address: string
  callingAETitle: string
  SOPInstanceUID: string
  code: string
  reason: string
}

/** Also the last one of its peer, where it is on the list. */
export async function insertRejection(rejection: NewRejection): Promise<void> {
  await db().rejection.create({ data: rejection, select: { id: true } })
  const { callingAETitle: aeTitle, reason } = rejection
  if (aeTitle === '') return
  await db().peer.updateMany({
    where: { aeTitle },
    data: { lastRejectedAt: new Date(), lastRejection: reason },
  })
}
