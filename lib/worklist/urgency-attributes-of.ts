import { z } from 'zod'
import type { Db } from '@/lib/db/client'
import { firstReceived } from '@/lib/db/reading/events'
import type { UrgencyAttributes } from '@/lib/reading/urgency-from-dicom'

const noted = z.object({
  RequestedProcedurePriority: z.string().optional(),
  StudyPriorityID: z.string().optional(),
  CurrentPatientLocation: z.string().optional(),
  AdmissionID: z.string().optional(),
  RequestingService: z.string().optional(),
})

/** The urgency attributes that the archive noted when the study's first object arrived. */
export async function urgencyAttributesOf(tx: Db, studyId: string): Promise<UrgencyAttributes> {
  const received = await firstReceived(tx, studyId)
  return noted.safeParse(received?.data).data ?? {}
}
