import { db } from '../client'
import { versionsOf, type VersionRow } from './versions'

/** The versions of every study that has a report, study by study, without holding them all. */
export async function* allVersions(): AsyncGenerator<VersionRow[]> {
  let after: string | undefined
  for (;;) {
    const rows = await db().reportVersion.findMany({
      where: after ? { studyId: { gt: after } } : {},
      distinct: ['studyId'],
      orderBy: { studyId: 'asc' },
      take: 500,
      select: { studyId: true },
    })
    for (const { studyId } of rows) yield versionsOf(db(), studyId)
    after = rows.at(-1)?.studyId
    if (after === undefined) return
  }
}
