import { db } from '../client'

export interface NewRejection {
  origin: string
  address: string
  callingAETitle: string
  SOPInstanceUID: string
  code: string
  reason: string
}

export async function insertRejection(rejection: NewRejection): Promise<void> {
  await db().rejection.create({ data: rejection, select: { id: true } })
}

export function recentRejections(limit: number) {
  return db().rejection.findMany({
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
    orderBy: { at: 'desc' },
    take: limit,
  })
}
