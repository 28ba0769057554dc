import { isUid } from '../is-uid'
import { mediaLimits } from './media-limits'
import { mediaTags } from './media-tags'
import { scanElements } from './scan-elements'

/**
 * The SOP Instance UIDs that a DICOMDIR promises (PS3.3 F.5), which is Explicit VR Little Endian always (PS3.10 8.6).
 * Its file names are not followed: what is on the medium is found by looking.
 */
export function readDicomdir(bytes: Uint8Array, start: number): string[] {
  const references = new Set<string>()
  const decoder = new TextDecoder('latin1')
  scanElements({
    bytes,
    start,
    ends: (tag) => tag >>> 16 > 0x0004,
    implicit: false,
    bigEndian: false,
    inside: (tag, value) => {
      if (tag !== mediaTags.ReferencedSOPInstanceUIDInFile || references.size >= mediaLimits.references)
        return
      const uid = decoder.decode(value.subarray(0, 66)).replace(/[\0 ]+$/, '')
      if (isUid(uid)) references.add(uid)
    },
  })
  return [...references]
}
