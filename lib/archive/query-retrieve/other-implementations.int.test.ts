import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dcmtkProgram } from '@/lib/dimse/dcmtk-for-test'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { useTestDatabase } from '@/lib/db/test-database'
import { imageForTest } from '@/lib/dicom/part10-for-test'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { readFileMeta } from '@/lib/dicom/read-file-meta'
import { newUid } from '@/lib/dicom/uid'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { peerHandlers } from '../peer-handlers'
import { storeInstance } from '../store-instance'
import { findService } from './find-service'
import { retrieveService } from './retrieve-service'

useTestDatabase()

const run = promisify(execFile)
const StudyInstanceUID = newUid()
const dataSets = new Map<string, Buffer>()
let gateway: Gateway
let movePort = 0
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-qr-'))
  movePort = await freePort()
  await db().peer.createMany({
    data: [{ aeTitle: 'PACSBENCH', rights: ['find', 'retrieve'], host: '127.0.0.1', port: movePort }],
    skipDuplicates: true,
  })
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    handlers: peerHandlers({
      ourAETitle: 'WETREAD',
      services: [findService('WETREAD'), retrieveService('WETREAD')],
    }),
  })
  const study = { StudyInstanceUID, SeriesInstanceUID: newUid(), PatientID: 'QR', Modality: 'CT' }
  for (let i = 1; i <= 12; i += 1) {
    const SOPInstanceUID = newUid()
    const bytes = imageForTest(
      { ...study, SOPInstanceUID, InstanceNumber: String(i), '00091001LO': 'private' },
      40,
    )
    dataSets.set(SOPInstanceUID, bytes.subarray(readFileMeta(bytes, bytes.length).metaLength))
    await storeInstance({ bytes, origin: 'demo' })
  }
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true, force: true })
})

const env = { ...process.env, TCP_NODELAY: '1' }
const to = () => ['-aet', 'PACSBENCH', '-aec', 'WETREAD', '127.0.0.1', String(gateway.port)]
const keys = ['-S', '-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${StudyInstanceUID}`]

/** Data sets in the files of a folder, by the names that dcmtk gives them: modality and SOP Instance UID. */
function received(): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(path.join(folder, name))
    const uid = [...dataSets.keys()].find((one) => name.includes(one)) ?? name
    found.set(uid, bytes.subarray(readFileMeta(bytes, bytes.length).metaLength))
  }
  return found
}

async function inFolder(work: () => Promise<unknown>): Promise<Map<string, Buffer>> {
  await Promise.all(readdirSync(folder).map((name) => rm(path.join(folder, name))))
  await work()
  return received()
}

const dcmtk = (name: string): string => dcmtkProgram(name) ?? ''

describe.skipIf(!dcmtkProgram('findscu'))('dcmtk (skipped where it is not installed)', () => {
  it('B128 findscu finds', async () => {
    const { stderr, stdout } = await run(dcmtk('findscu'), [...keys, '-k', 'PatientID', ...to()])
    expect(`${stdout}${stderr}`).toContain('[QR')
  })

  it('B134 getscu gets, byte for byte', async () => {
    const got = await inFolder(() => run(dcmtk('getscu'), ['+B', ...keys, ...to()], { cwd: folder, env }))
    expect(got).toEqual(dataSets)
  })

  it('B133 movescu has sent to itself, byte for byte', async () => {
    const moving = ['-aem', 'PACSBENCH', '+P', String(movePort), '+B', ...keys, ...to()]
    const got = await inFolder(() => run(dcmtk('movescu'), moving, { cwd: folder, env }))
    expect(got).toEqual(dataSets)
  })
})

const script = `
import sys
from pydicom.dataset import Dataset
from pynetdicom import AE, build_role, evt, StoragePresentationContexts
from pynetdicom.sop_class import (StudyRootQueryRetrieveInformationModelFind as FIND,
    StudyRootQueryRetrieveInformationModelGet as GET, SecondaryCaptureImageStorage as SC)
got = []
def store(event):
    got.append(event.dataset.SOPInstanceUID)
    return 0
ae = AE(ae_title='PACSBENCH')
ae.add_requested_context(FIND)
ae.add_requested_context(GET)
ae.add_requested_context(SC)
association = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='WETREAD',
    ext_neg=[build_role(SC, scp_role=True)], evt_handlers=[(evt.EVT_C_STORE, store)])
assert association.is_established
keys = Dataset()
keys.QueryRetrieveLevel = 'STUDY'
keys.StudyInstanceUID = sys.argv[2]
keys.PatientID = ''
found = [(status.Status, identifier) for status, identifier in association.send_c_find(keys, FIND)]
assert [status for status, _ in found] == [0xFF00, 0x0000], found
assert found[0][1].PatientID == 'QR'
keys.QueryRetrieveLevel = 'IMAGE'
keys.SOPInstanceUID = ''
matches = association.send_c_find(keys, FIND, msg_id=77)
next(matches)
association.send_c_cancel(77, query_model=FIND)
assert [status.Status for status, _ in matches][-1] in (0xFE00, 0x0000)
keys.QueryRetrieveLevel = 'STUDY'
last = [status for status, _ in association.send_c_get(keys, GET)][-1]
assert (last.Status, last.NumberOfCompletedSuboperations) == (0, 12), last
assert len(set(got)) == 12
association.release()
`

describe.skipIf(!hasPython('pynetdicom'))('pynetdicom (skipped where it is not installed)', () => {
  it('B128 B132 B134 finds, cancels and gets', async () => {
    const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
    await run(python, ['-c', script, String(gateway.port), StudyInstanceUID])
  })
})
