import { readFileMeta } from '@/lib/dicom/read-file-meta'
import type { OutgoingObject } from '@/lib/dimse/outgoing-object'
import { storage } from '@/lib/storage/storage'
import type { LocatedInstance } from './located-instance'
import { transcodeInstance } from './transcode-instance'

/** An object of the archive as DIMSE sends it: the data set without file header, byte for byte as it came. */
export function outgoingObject(instance: LocatedInstance): OutgoingObject {
  const { SOPClassUID, SOPInstanceUID, TransferSyntaxUID, byteLength, blobName } = instance
  return {
    ...{ SOPClassUID, SOPInstanceUID, TransferSyntaxUID, byteLength },
    open: () => dataSetOf(blobName),
    transcode: async (wanted) => withoutHeader(await transcodeInstance(instance, wanted)),
  }
}

async function* dataSetOf(blobName: string): AsyncGenerator<Uint8Array> {
  const store = await storage()
  let isStart = true
  for await (const bytes of store.read(blobName) as AsyncIterable<Uint8Array>) {
    // The first piece is longer than any file header that was let in.
    yield isStart ? withoutHeader(bytes) : bytes
    isStart = false
  }
}

function withoutHeader(file: Uint8Array): Uint8Array {
  return file.subarray(readFileMeta(file, file.length).metaLength)
}
