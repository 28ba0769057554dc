import { readFileMeta, type FileMeta } from '@/lib/dicom/read-file-meta'
import type { Storage } from '@/lib/storage/open-storage'
import { storage } from '@/lib/storage/storage'

interface Stored {
  blobName: string
  byteLength: number
}

/** File headers are some hundred bytes; one that is longer is no header that two senders would write differently. */
const longestHeader = 256 * 1024
const pieceLength = 1024 * 1024

/**
 * Whether two files hold one data set in one transfer syntax and differ in preamble and File Meta Information at most.
 * Those belong to whoever wrote the file (PS3.10 7.1): a C-STORE comes without and gets ours, which names the sender, so
 * that an object sent again by another way or another peer is the same object in another file.
 */
export async function isSameDataSet(a: Stored, b: Stored): Promise<boolean> {
  const store = await storage()
  const [metaOfA, metaOfB] = await Promise.all([fileMeta(store, a), fileMeta(store, b)])
  if (metaOfA.TransferSyntaxUID !== metaOfB.TransferSyntaxUID) return false
  const length = a.byteLength - metaOfA.metaLength
  if (length !== b.byteLength - metaOfB.metaLength) return false
  for (let at = 0; at < length; at += pieceLength) {
    const [one, other] = await Promise.all([
      store.readRange(a.blobName, metaOfA.metaLength + at, Math.min(pieceLength, length - at)),
      store.readRange(b.blobName, metaOfB.metaLength + at, Math.min(pieceLength, length - at)),
    ])
    if (!Buffer.from(one.buffer, one.byteOffset, one.length).equals(other)) return false
  }
  return true
}

async function fileMeta(store: Storage, { blobName, byteLength }: Stored): Promise<FileMeta> {
  return readFileMeta(await store.readRange(blobName, 0, longestHeader), byteLength)
}
