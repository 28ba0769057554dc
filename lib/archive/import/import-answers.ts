import { z } from 'zod'
import { isUid } from '@/lib/dicom/is-uid'

const count = z.number().int().min(0).max(10_000_000)
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in small hexadecimal digits')

/** A medium that a person is about to send. No names: those of files hold patients. */
export const newImport = z.object({
  fingerprint: digest,
  files: count.min(1),
  bytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})

export const importProgress = z.object({
  state: z.enum(['open', 'done', 'cancelled']),
  counts: z.object({ stored: count, duplicate: count, quarantined: count, refused: count, skipped: count }),
})

export const filesToCompare = z.object({
  files: z
    .array(z.object({ SOPInstanceUID: z.string().refine(isUid), sha256: digest.optional() }))
    .min(1)
    .max(500),
})

export type ImportProgress = z.infer<typeof importProgress>
export type FileToCompare = z.infer<typeof filesToCompare>['files'][number]

/**
 * unknown: send it. identical: it is here, byte for byte. other: under this UID stands something else; send it, the
 * archive compares the data sets. known: it is here; say its SHA-256 to learn which.
 */
export type Comparison = 'unknown' | 'identical' | 'other' | 'known'

export interface ImportLine {
  id: string
  state: string
  files: number
  bytes: number
  counts: ImportProgress['counts']
  createdAt: string
  updatedAt: string
}

export interface StartedImport {
  id: string
  /** The same medium was begun before and not finished. */
  resumed: boolean
}
