import { z } from 'zod'
import { isUid } from '@/lib/dicom/uid'

const uid = z.string().refine(isUid, 'is not a UID')

export const noPathParams = z.object({})
export const studyParams = z.object({ study: uid })
export const seriesParams = z.object({ study: uid, series: uid })
export const instanceParams = z.object({ study: uid, series: uid, instance: uid })
export const frameParams = instanceParams.extend({ frames: z.string() })

/** The UIDs of a path; the levels that the path has. */
export interface PathUids {
  study: string
  series?: string
  instance?: string
}
