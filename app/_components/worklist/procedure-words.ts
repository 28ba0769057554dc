import type { WorklistRow } from '@/lib/worklist/worklist-row'

/** The procedure in words; a sample's own "(synthetic)" is left to the tag beside it, which is never cut off. */
export function procedureWords(
  row: Pick<WorklistRow, 'StudyDescription' | 'bodyParts' | 'synthetic'>,
): string {
  const description = row.synthetic
    ? row.StudyDescription.replace(/\s*\(synthetic\)\s*$/i, '')
    : row.StudyDescription
  return description || row.bodyParts.join(', ') || 'No description'
}
