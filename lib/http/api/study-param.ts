import { z } from 'zod'
import type { StudyRef } from '@/lib/access/may'
import { studyRef } from '@/lib/db/archive/study-ref'

/** `:studyId` of every route about one study. */
export const studyParam = z.object({ studyId: z.uuid() })

export function studyOfParam({ params }: { params: z.infer<typeof studyParam> }): Promise<StudyRef | null> {
  return studyRef({ studyId: params.studyId })
}
