import { db } from '../../client'

export interface KeptBlob {
  SOPInstanceUID: string
  blobName: string
  sha256: Uint8Array
}

/** Which of these blobs are of deleted instances, of quarantined objects, or originals of changed ones. */
export async function knownKeptBlobs(blobNames: readonly string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ blob: string }[]>`
    select blob_name as blob from deleted_instance where blob_name = any(${[...blobNames]}::text[])
    union all select blob_name from quarantined_object where blob_name = any(${[...blobNames]}::text[])
    union all select blob_name from instance_original where blob_name = any(${[...blobNames]}::text[])`
  return rows.map(({ blob }) => blob)
}

const batch = 1_000

/** All of them, for whoever checks that the blobs are there and unchanged. */
export async function* keptBlobs(): AsyncGenerator<KeptBlob> {
  let after = ''
  for (;;) {
    const rows: KeptBlob[] = await db().$queryRaw<KeptBlob[]>`
      select "SOPInstanceUID", "blobName", sha256 from (
        select sop_instance_uid as "SOPInstanceUID", blob_name as "blobName", sha256 from deleted_instance
        union all select sop_instance_uid, blob_name, sha256 from quarantined_object where blob_name is not null
        union all select coalesce(i.sop_instance_uid, ''), o.blob_name, o.sha256
          from instance_original o left join instance i on i.id = o.instance_pk
      ) kept
      where "blobName" > ${after} order by "blobName" limit ${batch}`
    yield* rows
    after = rows.at(-1)?.blobName ?? after
    if (rows.length < batch) return
  }
}
