import { afterEach, describe, expect, it } from 'vitest'
import { decodeDataSet } from '@/lib/dicom/decode-data-set'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { numberOf, textOf } from '@/lib/dicom/json-values'
import { newUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { commandField, type CommandSet } from './command-set'
import type { AssociationRequest, Services } from './handlers'
import type { DimseLimits } from './limits'
import { dial, type Dialled, type DialOptions } from './scu/dial'
import { echo } from './scu/echo'
import { findAt } from './scu/find-at'
import { startGateway, type Gateway } from './start-gateway'

const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
const Worklist = '1.2.840.10008.5.1.4.31'
const Commitment = '1.2.840.10008.1.20.1'
const ProcedureStep = '1.2.840.10008.3.1.2.3.3'
const StudyFind = '1.2.840.10008.5.1.4.1.2.2.1'

let gateway: Gateway | null = null
afterEach(async () => gateway?.stop())

async function serving(
  services: Services,
  limits: Partial<DimseLimits> = {},
): Promise<Omit<DialOptions, 'contexts'>> {
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    limits,
    handlers: {
      refused: (_request: AssociationRequest) => undefined,
      decide: () =>
        Promise.resolve({
          accept: true,
          session: {
            services,
            receive: () => Promise.reject(new AppError('forbidden', 'Nothing is taken here.')),
            closed: () => Promise.resolve(),
          },
        }),
    },
  })
  return { host: '127.0.0.1', port: gateway.port, calledAETitle: 'SCP', callingAETitle: 'SCU' }
}

const withClass = (peer: Omit<DialOptions, 'contexts'>, abstractSyntax: string): Promise<Dialled> =>
  dial({ ...peer, contexts: [{ abstractSyntax, transferSyntaxes: [ExplicitVRLittleEndian] }] })

async function ask(
  association: Dialled,
  command: CommandSet & { CommandField: number },
  dataSet?: DicomJson,
) {
  const { id } = association.contexts[0] ?? { id: 1 }
  const answer = await association.request({
    contextId: id,
    command,
    data: dataSet && [encodeDataSet(dataSet, ExplicitVRLittleEndian)],
  })
  const { Status, AffectedSOPInstanceUID, ErrorComment } = answer.command
  const json = answer.data && decodeDataSet(answer.data, ExplicitVRLittleEndian)
  return { Status, AffectedSOPInstanceUID, ErrorComment, json }
}

const patient = (PatientID: string): DicomJson => ({ [tagOf('PatientID')]: { vr: 'LO', Value: [PatientID] } })

describe('C-FIND', () => {
  it('answers by the handler of its SOP class, one identifier at a time', async () => {
    const peer = await serving({
      find: {
        [Worklist]: async function* ({ identifier }) {
          for (const n of [1, 2, 3])
            yield await Promise.resolve({ identifier: patient(`${textOf(identifier, 'PatientID')}${n}`) })
        },
      },
    })
    const found = await findAt({ peer, SOPClassUID: Worklist, identifier: patient('P'), limit: 10 })
    expect(found.map((json) => textOf(json, 'PatientID'))).toEqual(['P1', 'P2', 'P3'])
  })

  it('B132 stops when it is cancelled: FE00', async () => {
    let yielded = 0
    const peer = await serving({
      find: {
        [StudyFind]: async function* ({ signal }) {
          while (!signal.aborted) {
            yielded += 1
            yield await Promise.resolve({ identifier: patient('P') })
            await new Promise((resolve) => setImmediate(resolve))
          }
        },
      },
    })
    const association = await withClass(peer, StudyFind)
    const cancelling = new AbortController()
    const { command } = await association.request({
      contextId: 1,
      command: { CommandField: commandField.cFindRq, AffectedSOPClassUID: StudyFind, Priority: 0 },
      data: [encodeDataSet(patient(''), ExplicitVRLittleEndian)],
      signal: cancelling.signal,
      onPending: () => cancelling.abort(),
    })
    expect(command.Status).toBe(0xfe00)
    expect(yielded).toBeGreaterThan(0)
    await association.release()
  })

  it('B126 is answered with the status of what went wrong, and the association goes on', async () => {
    const failing: [AppError | Error, number][] = [
      [new AppError('invalid', 'x'), 0xa900],
      [new AppError('forbidden', 'x'), 0x0124],
      [new AppError('too-large', 'x'), 0xa700],
      [new AppError('not-found', 'x', { detail: { Status: 0xc123 } }), 0xc123],
      [new Error('a fault'), 0xc001],
    ]
    let next = 0
    const peer = await serving({
      find: {
        [StudyFind]: () => {
          throw failing[next]?.[0] ?? new Error('none left')
        },
      },
    })
    const association = await withClass(peer, StudyFind)
    const command = { CommandField: commandField.cFindRq, AffectedSOPClassUID: StudyFind, Priority: 0 }
    for (const [, expected] of failing) {
      expect((await ask(association, command, patient(''))).Status).toBe(expected)
      next += 1
    }
    expect((await ask(association, command)).Status).toBe(0xa900)
    await association.release()
  })
})

describe('N-services', () => {
  it('create and set by SOP class, with the attributes both ways', async () => {
    const steps = new Map<string, DicomJson>()
    const peer = await serving({
      create: {
        [ProcedureStep]: ({ SOPInstanceUID, attributes }) => {
          if (steps.has(SOPInstanceUID)) throw new AppError('conflict', 'There is one already')
          steps.set(SOPInstanceUID, attributes)
          return Promise.resolve({ SOPInstanceUID: SOPInstanceUID || '1.2.3' })
        },
      },
      set: {
        [ProcedureStep]: ({ SOPInstanceUID, modifications }) => {
          if (!steps.has(SOPInstanceUID)) throw new AppError('not-found', 'There is none')
          steps.set(SOPInstanceUID, modifications)
          return Promise.resolve(modifications)
        },
      },
    })
    const association = await withClass(peer, ProcedureStep)
    const uid = newUid()
    const create = { CommandField: commandField.nCreateRq, AffectedSOPClassUID: ProcedureStep }
    const set = { CommandField: commandField.nSetRq, RequestedSOPClassUID: ProcedureStep }
    expect(await ask(association, { ...create, AffectedSOPInstanceUID: uid }, patient('A'))).toMatchObject({
      Status: 0,
      AffectedSOPInstanceUID: uid,
    })
    expect((await ask(association, { ...create, AffectedSOPInstanceUID: uid }, patient('A'))).Status).toBe(
      0x0111,
    )
    expect((await ask(association, create, patient('A'))).AffectedSOPInstanceUID).toBe('1.2.3')
    const changed = await ask(association, { ...set, RequestedSOPInstanceUID: uid }, patient('B'))
    expect([changed.Status, textOf(changed.json ?? {}, 'PatientID')]).toEqual([0, 'B'])
    expect((await ask(association, { ...set, RequestedSOPInstanceUID: newUid() }, patient('B'))).Status).toBe(
      0x0112,
    )
    await association.release()
  })

  it('answer an action first and report the event on the same association then', async () => {
    const told: unknown[] = []
    const peer = await serving({
      action: {
        [Commitment]: ({ information, ActionTypeID, eventReport }) => {
          const report = { SOPClassUID: Commitment, SOPInstanceUID: '1.2.840.10008.1.20.1.1', EventTypeID: 1 }
          void eventReport({ ...report, eventInformation: information }).then(
            (status) => told.push(status),
            (error: unknown) => told.push(error),
          )
          return Promise.resolve(patient(String(ActionTypeID)))
        },
      },
    })
    const association = await withClass(peer, Commitment)
    const command = {
      CommandField: commandField.nActionRq,
      RequestedSOPClassUID: Commitment,
      ActionTypeID: 7,
    }
    const { Status, json } = await ask(association, command, patient('A'))
    expect([Status, textOf(json ?? {}, 'PatientID')]).toEqual([0, '7'])
    // Our own SCU serves nothing: it says so, and that is an answer.
    await expect.poll(() => told).toEqual([0x0211])
    await association.release()
  })

  it('B126 an operation that nobody offers is not recognised, and one too many is not taken', async () => {
    const waiting: (() => void)[] = []
    const peer = await serving({
      action: { [Commitment]: () => new Promise((resolve) => waiting.push(() => resolve(null))) },
    })
    const association = await withClass(peer, Commitment)
    const get = { CommandField: commandField.nGetRq, RequestedSOPClassUID: Commitment }
    expect((await ask(association, get)).Status).toBe(0x0211)
    const command = {
      CommandField: commandField.nActionRq,
      RequestedSOPClassUID: Commitment,
      ActionTypeID: 1,
    }
    const answers = Array.from({ length: 17 }, () => ask(association, command, patient('A')))
    expect((await Promise.race(answers)).Status).toBe(0x0213)
    for (let served = 0; served < 16; served += 1) {
      await expect.poll(() => waiting.length).toBe(1)
      waiting.pop()?.()
    }
    expect((await Promise.all(answers)).map(({ Status }) => Status).sort()).toEqual([
      ...Array.from({ length: 16 }, () => 0),
      0x0213,
    ])
    await association.release()
  })
})

describe('dialling', () => {
  it('B118 C-ECHO is answered', async () => {
    expect(await echo(await serving({}))).toBeGreaterThanOrEqual(0)
  })

  it('says in words that a peer does not offer a service, or is not there', async () => {
    const peer = await serving({})
    await expect(findAt({ peer, SOPClassUID: StudyFind, identifier: patient(''), limit: 1 })).rejects.toThrow(
      'does not offer this service',
    )
    const port = gateway?.port ?? 0
    await gateway?.stop()
    gateway = null
    await expect(echo({ ...peer, port })).rejects.toThrow('Nothing listens there')
  })

  it('a peer that stops in the middle ends the request with words', async () => {
    const peer = await serving(
      { action: { [Commitment]: () => new Promise(() => undefined) } },
      { stopMs: 50 },
    )
    const association = await withClass(peer, Commitment)
    const command = {
      CommandField: commandField.nActionRq,
      RequestedSOPClassUID: Commitment,
      ActionTypeID: 1,
    }
    const answer = ask(association, command, patient('A'))
    const ended = expect(answer).rejects.toThrow('ended the association')
    await echo(peer)
    const stopped = gateway?.stop()
    await ended
    await stopped
  })

  it('extended negotiation agrees on relational queries, combined date and time, and fuzzy names', async () => {
    let seen: unknown
    const peer = await serving({
      find: {
        [StudyFind]: async function* ({ relational, combinedDatetime, fuzzy }) {
          seen = { relational, combinedDatetime, fuzzy }
          yield await Promise.resolve({
            identifier: { ...patient('P'), [tagOf('Rows')]: { vr: 'US', Value: [1] } },
          })
        },
      },
    })
    const transferSyntaxes = [ExplicitVRLittleEndian]
    const association = await dial({
      ...peer,
      contexts: [{ abstractSyntax: StudyFind, transferSyntaxes, extended: Buffer.from([1, 1, 1]) }],
    })
    const command = { CommandField: commandField.cFindRq, AffectedSOPClassUID: StudyFind, Priority: 0 }
    const rows: number[] = []
    await association.request({
      contextId: 1,
      command,
      data: [encodeDataSet(patient(''), ExplicitVRLittleEndian)],
      onPending: ({ data }) => {
        rows.push(numberOf(decodeDataSet(data ?? Buffer.alloc(0), ExplicitVRLittleEndian), 'Rows') ?? 0)
      },
    })
    expect([seen, rows]).toEqual([{ relational: true, combinedDatetime: true, fuzzy: true }, [1]])
    await association.release()
  })
})
