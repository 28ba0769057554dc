import type { Tx } from '../../client'

/** The sealed attributes, as received, of the study's first image; null without images. */
export async function receivedMetadata(tx: Tx, studyId: string): Promise<Uint8Array | null> {
  const [row] = await tx.$queryRaw<{ metadata: Uint8Array }[]>`
    select coalesce(o.metadata, i.metadata) as metadata
    from instance i join series se on se.id = i.series_pk
    left join instance_original o on o.instance_pk = i.id
    where se.study_pk = ${studyId}::uuid order by i.id limit 1`
  return row?.metadata ?? null
}
