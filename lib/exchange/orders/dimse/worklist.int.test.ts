import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dcmtkProgram } from '@/lib/dimse/dcmtk-for-test'
import { actorForTest } from '@/lib/access/actor-for-test'
import { peerHandlers } from '@/lib/archive/peer-handlers'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { tagOf } from '@/lib/dicom/dictionary'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { jsonOf } from '@/lib/dicom/json-of'
import { itemsOf, textOf, textsOf } from '@/lib/dicom/json-values'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { findAt } from '@/lib/dimse/scu/find-at'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { cancelOrder } from '../cancel-order'
import { orderForTest } from '../order-for-test'
import { placeOrder } from '../place-order'
import { ModalityWorklistFind, worklistService } from './worklist-service'

useTestDatabase()

const run = promisify(execFile)
let gateway: Gateway
let ownOnly: Gateway
const now = () => new Date('2026-11-24T08:00:00')

beforeAll(async () => {
  await db().peer.createMany({
    data: [
      { aeTitle: 'CR1', rights: ['worklist'] },
      { aeTitle: 'STORER', rights: ['store'] },
    ],
    skipDuplicates: true,
  })
  const listen = (ownStationOnly: boolean) =>
    startGateway({
      host: '127.0.0.1',
      port: 0,
      handlers: peerHandlers({ ourAETitle: 'WETREAD', services: [worklistService({ ownStationOnly, now })] }),
    })
  gateway = await listen(false)
  ownOnly = await listen(true)
  const actor = await actorForTest('technologist')
  const place = async (...[over, step]: Parameters<typeof orderForTest>) =>
    placeOrder({ order: orderForTest(over, step), actor })
  const code = [{ CodeValue: 'C1', CodingSchemeDesignator: '99TEST', CodeMeaning: 'Chest' }]
  await place(
    { PatientID: 'W1', AccessionNumber: 'A1', RequestedProcedureCodeSequence: code, Allergies: 'Latex' },
    { ScheduledPerformingPhysicianName: 'Roe^Rita', ScheduledProtocolCodeSequence: code },
  )
  await place(
    { PatientID: 'W2', PatientName: 'Yamada^Tarou=山田^太郎=やまだ^たろう', AccessionNumber: 'A2' },
    { Modality: 'CT', ScheduledStationAETitle: ['CT1'], ScheduledProcedureStepStartTime: '1400' },
  )
  await place(
    { PatientID: 'W3', PatientName: 'Иванова^Ольга', AccessionNumber: 'A3' },
    { Modality: 'CT', ScheduledStationAETitle: [], ScheduledProcedureStepStartDate: '20261126' },
  )
  await place({ PatientID: 'W4', AccessionNumber: 'A4' }, { ScheduledProcedureStepStartDate: '20261001' })
  const gone = await place({ PatientID: 'W5', AccessionNumber: 'A5' })
  await cancelOrder({ orderId: gone.id, reason: 'test', actor })
})
afterAll(() => Promise.all([gateway.stop(), ownOnly.stop()]))

const everything = 'AccessionNumber PatientName PatientID StudyInstanceUID RequestedProcedureID'.split(' ')

/** An identifier with keys of the order and of the step. */
function identifier(order: Record<string, string> = {}, step: Record<string, string> = {}): DicomJson {
  const asked = Object.fromEntries(everything.map((keyword) => [keyword, '']))
  const steps = { ScheduledStationAETitle: '', Modality: '', ScheduledProcedureStepStartDate: '', ...step }
  return jsonOf({ ...asked, ...order, ScheduledProcedureStepSequence: [jsonOf(steps)] })
}

function ask(keys: DicomJson, { port = gateway.port, as = 'CR1' } = {}): Promise<DicomJson[]> {
  return findAt({
    peer: { host: '127.0.0.1', port, calledAETitle: 'WETREAD', callingAETitle: as },
    SOPClassUID: ModalityWorklistFind,
    identifier: keys,
    limit: 1_000,
  })
}
const numbers = async (...args: Parameters<typeof ask>) =>
  (await ask(...args)).map((item) => textOf(item, 'AccessionNumber'))

describe('the modality worklist (B136)', () => {
  it('gives all that is scheduled, without what was cancelled or is long past', async () => {
    expect(await numbers(identifier())).toEqual(['A1', 'A2', 'A3'])
    expect(await numbers(identifier({}, { ScheduledProcedureStepStartDate: '20261001' }))).toEqual(['A4'])
  })

  it.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['accession number', { AccessionNumber: 'A2' }, {}, ['A2']],
    ['patient ID', { PatientID: 'W1' }, {}, ['A1']],
    ['patient ID wildcard', { PatientID: 'W?' }, {}, ['A1', 'A2', 'A3']],
    ['name wildcard, any case', { PatientName: 'doe*' }, {}, ['A1']],
    ['ideographic name', { PatientName: '山田*' }, {}, ['A2']],
    ['Cyrillic name', { PatientName: 'ИВАНОВА*' }, {}, ['A3']],
    ['station', {}, { ScheduledStationAETitle: 'CT1' }, ['A2', 'A3']],
    ['modality', {}, { Modality: 'CR' }, ['A1']],
    ['date', {}, { ScheduledProcedureStepStartDate: '20261124' }, ['A1', 'A2']],
    ['date range', {}, { ScheduledProcedureStepStartDate: '20261125-20261130' }, ['A3']],
    ['time', {}, { ScheduledProcedureStepStartTime: '0930' }, ['A1', 'A3']],
    [
      'range of date and time together',
      {},
      { ScheduledProcedureStepStartDate: '20261124-20261126', ScheduledProcedureStepStartTime: '1200-0900' },
      ['A2'],
    ],
    ['performing physician', {}, { ScheduledPerformingPhysicianName: 'roe*' }, ['A1']],
    ['status', {}, { ScheduledProcedureStepStatus: 'SCHEDULED' }, ['A1', 'A2', 'A3']],
    ['nothing that is there', { AccessionNumber: 'A9' }, {}, []],
  ])('finds by %s', async (_what, order, step, expected) => {
    expect(await numbers(identifier(order, step))).toEqual(expected)
  })

  it('finds by a code inside sequences, and answers with what was asked for only', async () => {
    const keys = {
      ...jsonOf({
        AccessionNumber: '',
        Allergies: '',
        PatientWeight: '',
        RequestedProcedureCodeSequence: [jsonOf({ CodeValue: 'C1' })],
        ScheduledProcedureStepSequence: [],
      }),
    }
    const [item = {}, ...more] = await ask(keys)
    expect(more).toEqual([])
    expect(Object.keys(item).filter((tag) => tag !== tagOf('SpecificCharacterSet'))).toEqual(
      Object.keys(keys).sort(),
    )
    expect(textOf(item, 'Allergies')).toBe('Latex')
    expect(item[tagOf('PatientWeight')]).toEqual({ vr: 'DS' })
    const [code = {}] = itemsOf(item, 'RequestedProcedureCodeSequence')
    expect(Object.keys(code)).toEqual([tagOf('CodeValue')])
    const [step = {}] = itemsOf(item, 'ScheduledProcedureStepSequence')
    expect(textOf(step, 'ScheduledProcedureStepID')).toMatch(/^SPS/)
    expect(textOf(step, 'ScheduledProcedureStepStartTime')).toBe('093000')
  })

  it('names the station that asked where a step is open to any', async () => {
    const stationOf = async (station: string) => {
      const found = await ask(identifier({ AccessionNumber: 'A3' }, { ScheduledStationAETitle: station }))
      return found.flatMap((item) =>
        itemsOf(item, 'ScheduledProcedureStepSequence').flatMap((step) =>
          textsOf(step, 'ScheduledStationAETitle'),
        ),
      )
    }
    expect(await stationOf('CT7')).toEqual(['CT7'])
    expect(await stationOf('')).toEqual(['CR1'])
  })

  it('gives a scanner only its own steps, and those open to any, where it is so set', async () => {
    const { port } = ownOnly
    expect(await numbers(identifier(), { port })).toEqual(['A1', 'A3'])
    const ofAnother = identifier({ AccessionNumber: 'A2' }, { ScheduledStationAETitle: 'CT1' })
    expect(await numbers(ofAnother, { port })).toEqual([])
    expect(await numbers(ofAnother)).toEqual(['A2'])
  })

  it('says that it cannot read a malformed key, and refuses a peer without the right', async () => {
    await expect(ask(identifier({}, { ScheduledProcedureStepStartDate: 'today' }))).rejects.toMatchObject({
      message: expect.stringMatching(/A900/i) as string,
    })
    await expect(ask(identifier(), { as: 'STORER' })).rejects.toThrow()
  })
})

const findscu = dcmtkProgram('findscu')

describe.skipIf(!findscu)('dcmtk findscu -W (skipped where dcmtk is not installed)', () => {
  it('reads names in any script', async () => {
    const { stdout, stderr } = await run(findscu ?? '', [
      ...['-W', '-aet', 'CR1', '-aec', 'WETREAD', '127.0.0.1', String(gateway.port)],
      ...['-k', 'PatientName', '-k', 'AccessionNumber=A2', '-k', '(0040,0100)[0].Modality'],
    ])
    const said = stdout + stderr
    expect(said).toContain('山田^太郎')
    expect(said).toContain('ISO_IR 192')
    expect(said).toMatch(/\(0008,0060\) CS \[CT/)
  })
})

const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
const script = `
import sys
from pydicom.dataset import Dataset
from pynetdicom import AE
ds = Dataset()
ds.PatientName = ''
ds.AccessionNumber = ''
step = Dataset()
step.ScheduledStationAETitle = 'CR1'
step.ScheduledProcedureStepStartDate = '20261124-'
step.Modality = ''
ds.ScheduledProcedureStepSequence = [step]
ae = AE(ae_title='CR1')
ae.add_requested_context('1.2.840.10008.5.1.4.31')
assoc = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='WETREAD')
for status, found in assoc.send_c_find(ds, '1.2.840.10008.5.1.4.31'):
    print('%04x' % status.Status, found.AccessionNumber if found else '-')
assoc.release()
`

describe.skipIf(!hasPython('pynetdicom'))('pynetdicom (skipped where it is not installed)', () => {
  it('finds the steps of its station', async () => {
    const { stdout } = await run(python, ['-c', script, String(gateway.port)])
    expect(stdout.trim().split('\n')).toEqual(['ff00 A1', 'ff00 A3', '0000 -'])
  })
})
