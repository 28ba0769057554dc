import { sealedMetadata } from '@/lib/db/archive/located-instances'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { storage } from '@/lib/storage/storage'
import type { LocatedInstance } from './located-instance'
import { unpackMetadata } from './pack-metadata'

const page = 50

/** Instances with all their attributes, in their order; holds those of a page in memory. */
export async function* withMetadata(
  instances: readonly LocatedInstance[],
): AsyncGenerator<{ instance: LocatedInstance; metadata: DicomJson }> {
  const store = await storage()
  for (let from = 0; from < instances.length; from += page) {
    const some = instances.slice(from, from + page)
    const sealed = await sealedMetadata(some.map(({ id }) => id))
    for (const instance of some) {
      const pack = sealed.get(instance.id)
      // One that was removed since is not part of the study any more.
      if (pack) yield { instance, metadata: unpackMetadata(store, pack) }
    }
  }
}
