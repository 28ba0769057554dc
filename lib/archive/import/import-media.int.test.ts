import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { isoOf, zipOf } from '@/lib/dicom/media/media-for-test'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { part10Header } from '@/lib/dicom/part10-header'
import type { FileVerdict } from '@/lib/dicom/media/verdict'
import { testObject } from '../test-object'
import { importMedia } from './import-media'
import { localSources } from './local-sources'

useTestDatabase()

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-medium-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function importFolder(dryRun = false) {
  const found: Record<string, FileVerdict['verdict']> = {}
  const words: Record<string, string> = {}
  const { missing } = await importMedia(localSources(folder), {
    dryRun,
    onVerdict: (one) => {
      found[one.label] = one.verdict
      words[one.label] = one.words
    },
  })
  return { found, words, missing }
}

it('a folder with everything in it: each file gets its verdict, and again nothing is stored twice', async () => {
  const [plain, zipped, burnt, bare] = [testObject(), testObject(), testObject(), testObject()]
  await mkdir(path.join(folder, 'DICOM'))
  await writeFile(path.join(folder, 'DICOM', 'IM1'), plain.bytes)
  await writeFile(path.join(folder, 'a.zip'), zipOf([{ name: 'x', bytes: zipped.bytes }]))
  await writeFile(path.join(folder, 'cd.iso'), isoOf({ files: { 'D/IM': burnt.bytes } }))
  await writeFile(path.join(folder, 'bare'), bare.dataSet)
  await writeFile(path.join(folder, 'README.TXT'), 'Open this disc in a viewer.')
  await symlink('/etc/passwd', path.join(folder, 'link'))
  const record = (uid: string) => ({ '00041511': { vr: 'UI', Value: [uid] } })
  const directory = { '00041220': { vr: 'SQ', Value: [record(plain.SOPInstanceUID), record('1.2.3.99')] } }
  const TransferSyntaxUID = '1.2.840.10008.1.2.1'
  const header = part10Header({
    SOPClassUID: '1.2.840.10008.1.3.10',
    SOPInstanceUID: '1.2.3',
    TransferSyntaxUID,
  })
  await writeFile(
    path.join(folder, 'DICOMDIR'),
    Buffer.concat([header, encodeDataSet(directory, TransferSyntaxUID)]),
  )

  const files = ['DICOM/IM1', 'a.zip › x', 'cd.iso › D/IM', 'bare']
  const others = { 'README.TXT': 'skipped', link: 'skipped', DICOMDIR: 'skipped' }
  const all = (verdict: string) => ({
    ...Object.fromEntries(files.map((file) => [file, verdict])),
    ...others,
  })
  const dry = await importFolder(true)
  expect(dry.found).toEqual(all('stored'))
  expect(await db().instance.count()).toBe(0)

  const first = await importFolder()
  expect(first).toMatchObject({ found: all('stored'), missing: 1 })
  const second = await importFolder()
  expect(second.found).toEqual(all('duplicate'))
  const uids = [plain, zipped, burnt, bare].map(({ SOPInstanceUID }) => SOPInstanceUID)
  expect(await db().instance.count({ where: { SOPInstanceUID: { in: uids } } })).toBe(4)
  expect(await db().rejection.count()).toBe(0)
})

it('another object under a UID that is stored is set aside, and a broken one refused, in words', async () => {
  const good = testObject()
  await writeFile(path.join(folder, '1'), good.bytes)
  await importFolder()
  const { SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID } = good
  const other = testObject({ SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID }, Buffer.alloc(512, 9))
  await writeFile(path.join(folder, '2'), other.bytes)
  await writeFile(path.join(folder, '3'), testObject({ StudyInstanceUID: null }).bytes)
  await writeFile(path.join(folder, '4'), testObject().bytes.subarray(0, 600))
  const { found, words } = await importFolder()
  expect(found).toEqual({ 1: 'duplicate', 2: 'quarantined', 3: 'refused', 4: 'refused' })
  expect(words['3']).toContain('StudyInstanceUID is missing')
})
