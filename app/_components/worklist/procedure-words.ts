import type { WorklistRow } from '@/lib/worklist/worklist-row'

/** The procedure in words; a sample's own "(synthetic)" is left to the tag beside it, which is never cut off. */
export function procedureWords({
  StudyDescription,
  bodyParts = [],
  synthetic,
}: Pick<WorklistRow, 'StudyDescription' | 'synthetic'> & { bodyParts?: readonly string[] }): string {
  const description = synthetic ? StudyDescription.replace(/\s*\(synthetic\)\s*$/i, '') : StudyDescription
  return description || bodyParts.join(', ') || 'No description'
}
