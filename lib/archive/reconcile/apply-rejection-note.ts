import type { Actor } from '@/lib/access/actor'
import { readConfig } from '@/lib/config'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { AppError } from '@/lib/errors'
import { deleteInstances } from '../delete'
import { rejectionCodes } from './rejection-codes'
import { readRejectionNote } from './rejection-note'

/**
 * Another system has rejected images (IHE IOCM): they are hidden here too, softly, as any deletion. What is not here,
 * or held by law, stays as it is. @returns warnings for the sender
 */
export async function applyRejectionNote(json: DicomJson, origin: string): Promise<string[]> {
  const note = readRejectionNote(json)
  if (!note || origin.startsWith('reject:')) return []
  if (!readConfig().acceptRejectionNotes)
    return ['The rejection note is stored; images are not hidden by it here']
  const actor: Actor = { kind: 'system', name: 'rejection-note', address: '' }
  const warnings: string[] = []
  for (const { StudyInstanceUID, SOPInstanceUIDs } of note.studies) {
    try {
      await deleteInstances({
        level: 'study',
        uids: { StudyInstanceUID, SOPInstanceUIDs },
        reason: `Rejection note (${origin}): ${rejectionCodes[note.code]}`,
        actor,
        kind: 'reject',
        rejection: note.code,
      })
    } catch (error) {
      if (!(error instanceof AppError) || !['not-found', 'conflict'].includes(error.code)) throw error
      if (error.code === 'conflict')
        warnings.push('Images under legal hold were not hidden by the rejection note')
    }
  }
  return warnings
}
