import { db } from '../client'

const remembered = new Map<string, string>()
const most = 2_000

/** Our id of a study, remembered: a study keeps it as long as it is there. null where there is none. */
export async function studyIdOf(StudyInstanceUID: string): Promise<string | null> {
  const known = remembered.get(StudyInstanceUID)
  if (known !== undefined) return known
  const found = await db().study.findUnique({ where: { StudyInstanceUID }, select: { id: true } })
  if (!found) return null
  if (remembered.size >= most) remembered.clear()
  remembered.set(StudyInstanceUID, found.id)
  return found.id
}
