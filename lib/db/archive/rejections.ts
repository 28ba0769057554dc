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
