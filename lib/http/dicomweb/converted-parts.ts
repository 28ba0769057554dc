import { instancePieces } from '@/lib/archive/read-instance'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { transcodeInstance } from '@/lib/archive/transcode-instance'
import { resourceUrl } from './base-url'
import type { OutgoingPart } from './write-multipart'

/**
 * One part an instance, in one transfer syntax; those stored in it go out as they are. The first that has to be converted
 * is so before the answer begins, so that what is wrong with all of them has a status; one that fails later breaks the
 * connection.
 */
export async function convertedParts(
  instances: readonly LocatedInstance[],
  TransferSyntaxUID: string,
  base: string,
): Promise<AsyncGenerator<OutgoingPart>> {
  const first = instances.find((instance) => instance.TransferSyntaxUID !== TransferSyntaxUID)
  const firstBytes = first && (await transcodeInstance(first, TransferSyntaxUID))

  async function* parts(): AsyncGenerator<OutgoingPart> {
    for (const instance of instances) {
      const headers = {
        'Content-Type': `application/dicom; transfer-syntax=${TransferSyntaxUID}`,
        'Content-Location': resourceUrl(base, instance),
      }
      if (instance.TransferSyntaxUID === TransferSyntaxUID) {
        yield { headers, body: instancePieces(instance) }
        continue
      }
      const body =
        instance === first && firstBytes ? firstBytes : await transcodeInstance(instance, TransferSyntaxUID)
      yield { headers, body }
    }
  }
  return parts()
}
