import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import type { Storage } from '@/lib/storage/open-storage'

/** An instance's attributes as its index row keeps them: DICOM JSON, deflated, encrypted. */
export function packMetadata(storage: Storage, json: DicomJson): Uint8Array<ArrayBuffer> {
  return storage.seal(deflateRawSync(JSON.stringify(json), { level: 3 }))
}

export function unpackMetadata(storage: Storage, pack: Uint8Array): DicomJson {
  const text = inflateRawSync(storage.unseal(pack)).toString('utf8')
  return JSON.parse(text) as DicomJson
}
