import { keepSeriesPack, sealedLength, type SeriesPackRow } from '@/lib/db/archive/series-packs'
import { withBulkDataUris } from '@/lib/dicom/bulk-data-uri'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { resourceUrl } from '@/lib/dicom/resource-url'
import { storage } from '@/lib/storage/storage'
import { gzipPart, type GzipPart } from './gzip-parts'
import { locateInstances } from './locate-instances'
import type { LocatedInstance } from './located-instance'
import { withMetadata } from './with-metadata'

/** Of the sealed attributes of all instances; what is larger is written while it is opened, and never held whole. */
const mostSealed = 8 * 1024 * 1024

type Series = Pick<SeriesPackRow, 'seriesId' | 'SeriesInstanceUID' | 'studyRevision'> & {
  StudyInstanceUID: string
}

const underWay = new Map<string, Promise<GzipPart | null>>()

/**
 * The metadata of a series as it is sent, its instances joined by commas: made of their attributes, compressed, sealed
 * and kept, so that the next one who asks costs one read. Whoever asks for the same at the same time waits for it.
 * @returns null when it would be too large
 */
export function prepareSeries(series: Series, base: string): Promise<GzipPart | null> {
  const key = `${series.seriesId} ${series.studyRevision} ${base}`
  const known = underWay.get(key)
  if (known) return known
  const made = prepare(series, base).finally(() => underWay.delete(key))
  underWay.set(key, made)
  return made
}

async function prepare(series: Series, base: string): Promise<GzipPart | null> {
  if ((await sealedLength(series.seriesId)) > mostSealed) return null
  const { StudyInstanceUID, SeriesInstanceUID, seriesId, studyRevision } = series
  const instances = await locateInstances({ StudyInstanceUID, SeriesInstanceUID })
  const texts: string[] = []
  for await (const { instance, metadata } of withMetadata(instances))
    texts.push(metadataText(instance, metadata, base))
  const part = await gzipPart(Buffer.from(texts.join(',')))
  const store = await storage()
  // The revision was read before the instances: what came meanwhile makes the pack stale, never wrong.
  await keepSeriesPack({ seriesId, base, revision: studyRevision, pack: store.seal(toBytes(part)) })
  return part
}

export async function openSeriesPack(pack: Uint8Array): Promise<GzipPart> {
  const bytes = Buffer.from((await storage()).unseal(pack))
  return { crc: bytes.readUInt32LE(0), length: bytes.readUInt32LE(4), deflated: bytes.subarray(8) }
}

function toBytes({ crc, length, deflated }: GzipPart): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(crc, 0)
  head.writeUInt32LE(length, 4)
  return Buffer.concat([head, deflated])
}

/** One instance as Retrieve Metadata gives it: every bulk value by its address below `base`. */
export function metadataText(instance: LocatedInstance, metadata: DicomJson, base: string): string {
  return JSON.stringify(withBulkDataUris(withType1(instance, metadata), resourceUrl(base, instance)))
}

/** Cornerstone's loader waits for ever on an object without Modality (recipes 1e); the index always has one. */
function withType1(instance: LocatedInstance, json: DicomJson): DicomJson {
  const Modality = tagOf('Modality')
  if (json[Modality]?.Value) return json
  return sorted({ ...json, [Modality]: { vr: 'CS', Value: [instance.Modality || 'OT'] } })
}

function sorted(json: DicomJson): DicomJson {
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)))
}
