import { db } from '../client'

/** SHA-256 of what is stored under these SOP Instance UIDs; UIDs that are not stored are not in the map. */
export async function storedDigests(SOPInstanceUIDs: string[]): Promise<Map<string, string>> {
  const rows = await db().instance.findMany({
    where: { SOPInstanceUID: { in: SOPInstanceUIDs } },
    select: { SOPInstanceUID: true, sha256: true },
  })
  return new Map(rows.map((row) => [row.SOPInstanceUID, Buffer.from(row.sha256).toString('hex')]))
}
