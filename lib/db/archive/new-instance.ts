import type { InstanceHeader } from '@/lib/dicom/instance-header'

/** All that the index keeps of one instance and its parents. */
export interface NewInstance {
  header: InstanceHeader
  nameKey: string
  referringPhysicianKey: string
  synthetic: boolean
  blobName: string
  byteLength: number
  sha256: Uint8Array<ArrayBuffer>
  metadata: Uint8Array<ArrayBuffer>
  origin: string
  receivedAt: Date
}
