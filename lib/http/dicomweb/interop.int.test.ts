import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { newUid } from '@/lib/dicom/uid'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, type TestClient } from './client-for-test'

useTestDatabase()

const run = promisify(execFile)
const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
const isThere = hasPython('dicomweb_client') && hasPython('pydicom')

const script = `
import json, sys
import pydicom
from dicomweb_client.api import DICOMwebClient
url, token, path = sys.argv[1:4]
client = DICOMwebClient(url=url, headers={'Authorization': 'Bearer ' + token})
data = pydicom.dcmread(path)
client.store_instances(datasets=[data])
study, series, instance = data.StudyInstanceUID, data.SeriesInstanceUID, data.SOPInstanceUID
[found] = client.search_for_studies(search_filters={'StudyInstanceUID': study})
back = client.retrieve_instance(study, series, instance, media_types=(('application/dicom', '*'),))
[meta] = client.retrieve_series_metadata(study, series)
frames = client.retrieve_instance_frames(study, series, instance, frame_numbers=[2, 1])
png = client.retrieve_instance_rendered(study, series, instance, media_types=('image/png',))
bulk = client.retrieve_bulkdata(meta['00281201']['BulkDataURI'])
print(json.dumps({
    'instances': found['00201208']['Value'][0],
    'same': back.PixelData == data.PixelData and back.PatientName == data.PatientName,
    'series': len(client.search_for_series(study)),
    'searched': len(client.search_for_instances(study, limit=1)),
    'rows': pydicom.Dataset.from_json(meta, lambda *a: b'').Rows,
    'frames': [list(set(frame)) for frame in frames],
    'png': png[:4].hex(),
    'bulk': [b.hex() for b in bulk],
    'none': client.search_for_studies(search_filters={'PatientID': 'nobody'}),
}))
`

let app: FastifyInstance
let client: TestClient
let folder = ''
beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app)
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-interop-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

describe.skipIf(!isThere)('dicomweb-client (skipped without python3, pydicom and dicomweb-client)', () => {
  it('stores, searches and retrieves', { timeout: 60_000 }, async () => {
    const file = path.join(folder, 'one.dcm')
    const RedPaletteColorLookupTableData = Buffer.from([1, 2, 3, 4])
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() }
    await writeFile(file, imageForTest({ ...uids, RedPaletteColorLookupTableData }, 2))
    const { stdout } = await run(python, ['-c', script, client.url, client.token, file])
    expect(JSON.parse(stdout)).toEqual({
      instances: 1,
      same: true,
      series: 1,
      searched: 1,
      rows: 16,
      frames: [[2], [1]],
      png: '89504e47',
      bulk: ['01020304'],
      none: [],
    })
  })
})
