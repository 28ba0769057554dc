import { forgetFormerBlob, formerBlobs, instancesToPack } from '@/lib/db/archive/packed-instances'
import type { ReencodeConfig } from '@/lib/config'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { storage } from '@/lib/storage/storage'
import { packInstance } from './pack-instance'

const codes = {
  htj2k: '1.2.840.10008.1.2.4.201',
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
} as const satisfies Record<ReencodeConfig['codec'], string>

const dayMs = 86_400_000
const batch = 20
/** The worker has few hands, and urgent studies wait for them: each share is short. */
const budgetMs = 20_000
/** Whoever found an instance before its blob was replaced has read it by then. */
const graceMs = 30 * 60_000

/**
 * One share of lossless re-encoding at rest: uncompressed images that have lain for so many days are packed, one after
 * the other, and blobs that were replaced half an hour ago are removed.
 * @returns how many were packed
 */
export async function packDue(
  { codec, afterDays }: ReencodeConfig,
  { now = new Date(), graceMs: grace = graceMs }: { now?: Date; graceMs?: number } = {},
): Promise<number> {
  await removeFormer(new Date(now.getTime() - grace))
  const until = Date.now() + budgetMs
  const receivedBefore = new Date(now.getTime() - afterDays * dayMs)
  let packed = 0
  for (;;) {
    const instances = await instancesToPack({
      TransferSyntaxUIDs: [ExplicitVRLittleEndian, ImplicitVRLittleEndian],
      receivedBefore,
      take: batch,
    })
    for (const instance of instances) {
      if (Date.now() > until) return packed
      if (await packInstance(instance, codes[codec], now)) packed += 1
    }
    if (instances.length < batch) return packed
  }
}

/** The blob first: what is removed twice does no harm, what is forgotten too early would lie there for ever. */
async function removeFormer(replacedBefore: Date): Promise<void> {
  const store = await storage()
  for (const blobName of await formerBlobs(replacedBefore, 1_000)) {
    await store.remove(blobName)
    await forgetFormerBlob(blobName)
  }
}
