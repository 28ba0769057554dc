import { recentBases, seriesPacks, studyUidOf } from '@/lib/db/archive/series-packs'
import { gzipPart, type GzipPart } from './gzip-parts'
import { openSeriesPack, prepareSeries } from './series-pack'

export interface PreparedMetadata {
  studyId: string
  studyRevision: number
  /** The JSON array in parts; null when it is too large to be held. Not asked for by who has it already. */
  parts: () => Promise<GzipPart[] | null>
}

const literals = {
  open: gzipPart(Buffer.from('[')),
  comma: gzipPart(Buffer.from(',')),
  close: gzipPart(Buffer.from(']')),
}

/** The metadata of a study or series, prepared where it was not yet or is stale; null where there is none. */
export async function preparedMetadata(
  uids: { StudyInstanceUID: string; SeriesInstanceUID?: string | undefined },
  base: string,
): Promise<PreparedMetadata | null> {
  const rows = await seriesPacks(uids, base)
  const [first] = rows
  if (!first) return null
  const { studyId, studyRevision } = first
  async function parts(): Promise<GzipPart[] | null> {
    const all = [await literals.open]
    for (const { pack, ...series } of rows) {
      const part = pack
        ? await openSeriesPack(pack)
        : await prepareSeries({ ...series, StudyInstanceUID: uids.StudyInstanceUID }, base)
      if (!part) return null
      if (part.length === 0) continue
      if (all.length > 1) all.push(await literals.comma)
      all.push(part)
    }
    return [...all, await literals.close]
  }
  return { studyId, studyRevision, parts }
}

/** Prepares the metadata of a study that has settled, for the addresses that it is asked for under. */
export async function prepareMetadata(studyId: string, publicUrl: string): Promise<void> {
  const StudyInstanceUID = await studyUidOf(studyId)
  if (StudyInstanceUID === null) return
  const bases = await recentBases()
  for (const base of bases.length > 0 ? bases : [`${publicUrl.replace(/\/+$/, '')}/dicom-web`]) {
    const prepared = await preparedMetadata({ StudyInstanceUID }, base)
    await prepared?.parts()
  }
}
