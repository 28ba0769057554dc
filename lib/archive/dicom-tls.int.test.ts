import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dcmtkProgram } from '@/lib/dimse/dcmtk-for-test'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { certificateForTest, type TestCertificate } from '@/lib/dimse/certificate-for-test'
import { collectingGateway, type CollectingGateway } from '@/lib/dimse/collecting-gateway-for-test'
import { echo } from '@/lib/dimse/scu/echo'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { peerAddress } from './peer-address'
import { peerHandlers } from './peer-handlers'
import { startSecureGateway } from './start-secure-gateway'

useTestDatabase()

const authority = certificateForTest('Hospital CA')
const ours = certificateForTest('wetread', authority)
const known = certificateForTest('ct-1', authority)
const other = certificateForTest('ct-2', authority)
const stranger = certificateForTest('stranger')
const handlers = peerHandlers({ ourAETitle: 'WETREAD', services: [] })
let folder = ''
let vouched: Gateway
let pinned: Gateway
let plain: Gateway
let receiver: CollectingGateway

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-tls-'))
  const files = { key: ours.key, crt: ours.cert, ca: authority.cert, peerkey: known.key, peercrt: known.cert }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  await db().peer.createMany({
    data: [
      { aeTitle: 'SECURE', tls: true },
      { aeTitle: 'PINNED', tls: true, fingerprint: known.fingerprint },
      { aeTitle: 'PLAIN' },
    ],
    skipDuplicates: true,
  })
  const file = (name: string) => path.join(folder, name)
  const dicomTls = { port: 0, keyFile: file('key'), certFile: file('crt'), caFile: undefined }
  const config = { dicomHost: '127.0.0.1', aeTitle: 'WETREAD' }
  const withAuthority = { ...dicomTls, caFile: file('ca') }
  vouched = await running(startSecureGateway({ config: { ...config, dicomTls: withAuthority }, handlers }))
  pinned = await running(startSecureGateway({ config: { ...config, dicomTls }, handlers }))
  plain = await startGateway({ host: '127.0.0.1', port: 0, handlers })
  receiver = await collectingGateway({
    tls: {
      key: known.key,
      cert: known.cert,
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: true,
    },
  })
})
afterAll(async () => {
  await Promise.all([vouched, pinned, plain, receiver].map((gateway) => gateway.stop()))
  await rm(folder, { recursive: true, force: true })
})

async function running(starting: Promise<Gateway | null>): Promise<Gateway> {
  const gateway = await starting
  if (!gateway) throw new Error('no secure gateway')
  return gateway
}

interface From {
  callingAETitle?: string
  certificate?: TestCertificate | null
}

const call = ({ port }: Gateway, { callingAETitle = 'SECURE', certificate = known }: From = {}) =>
  echo({
    ...{ host: '127.0.0.1', port, calledAETitle: 'WETREAD', callingAETitle },
    tls: { ca: authority.cert, ...(certificate && { key: certificate.key, cert: certificate.cert }) },
    limits: { connectMs: 5_000 },
  })

describe('DICOM TLS, B138 and S44', () => {
  it('lets in who shows a certificate that the authority vouches for', async () => {
    expect(await call(vouched)).toBeGreaterThanOrEqual(0)
  })

  it('refuses who shows none, or one of an unknown authority', async () => {
    await expect(call(vouched, { certificate: null })).rejects.toThrow()
    await expect(call(vouched, { certificate: stranger })).rejects.toThrow()
  })

  it('refuses the certificate of another device where one is pinned, with an authority or without', async () => {
    const callingAETitle = 'PINNED'
    for (const gateway of [vouched, pinned]) {
      expect(await call(gateway, { callingAETitle })).toBeGreaterThanOrEqual(0)
      await expect(call(gateway, { callingAETitle, certificate: other })).rejects.toThrow('1/1/3')
    }
    await expect(call(pinned, { callingAETitle, certificate: null })).rejects.toThrow('1/1/3')
  })

  it('without an authority nobody gets in who is not pinned', async () => {
    await expect(call(pinned)).rejects.toThrow('1/1/3')
  })

  it('refuses a peer that must use TLS and does not, in words', async () => {
    const { port } = plain
    const address = { host: '127.0.0.1', port, calledAETitle: 'WETREAD' }
    await expect(echo({ ...address, callingAETitle: 'SECURE' })).rejects.toThrow('1/1/3')
    expect(await echo({ ...address, callingAETitle: 'PLAIN' })).toBeGreaterThanOrEqual(0)
    await expect
      .poll(() => db().rejection.findMany({ where: { callingAETitle: 'SECURE' }, select: { reason: true } }))
      .toContainEqual({ reason: expect.stringContaining('must use TLS') as string })
  })

  it.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['NULL and anonymous suites', { maxVersion: 'TLSv1.2', ciphers: 'eNULL:aNULL:@SECLEVEL=0' }],
    ['suites without forward secrecy or authentication', { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }],
  ] as const)('refuses %s', async (_what, options) => {
    const { key, cert } = known
    const outcome = await new Promise<string>((resolve) => {
      const { port } = vouched
      const socket = connect({ host: '127.0.0.1', port, key, cert, rejectUnauthorized: false, ...options })
      socket.once('secureConnect', () => resolve('connected'))
      socket.once('error', () => resolve('refused'))
      socket.once('close', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
  })

  it('speaks TLS to a peer that is marked so, and only to the certificate that is pinned', async () => {
    const row = (fingerprint: string) => ({
      ...{
        id: '',
        aeTitle: 'CT',
        address: '',
        rights: [],
        host: '127.0.0.1',
        port: receiver.port,
        tls: true,
      },
      ...{
        fingerprint,
        note: '',
        lastSeenAt: null,
        lastRejectedAt: null,
        lastRejection: '',
        createdAt: new Date(),
      },
    })
    const dialled = async (fingerprint: string) => {
      const { tls, ...address } = await peerAddress(row(fingerprint), 'WETREAD')
      return echo({ ...address, tls: { ...tls, key: ours.key, cert: ours.cert } })
    }
    expect(await dialled(known.fingerprint)).toBeGreaterThanOrEqual(0)
    await expect(dialled(other.fingerprint)).rejects.toThrow('another certificate')
  })
})

const echoscu = dcmtkProgram('echoscu')

describe.skipIf(!echoscu)('dcmtk over TLS (skipped where it is not installed)', () => {
  const run = promisify(execFile)
  const file = (name: string) => path.join(folder, name)
  const to = () => ['-aet', 'SECURE', '-aec', 'WETREAD', '127.0.0.1', String(vouched.port)]

  it('B138 echoes with a certificate, and not without', async () => {
    const trust = ['+cf', file('ca')]
    await run(echoscu ?? '', ['+tls', file('peerkey'), file('peercrt'), ...trust, ...to()])
    await expect(run(echoscu ?? '', ['+tla', ...trust, ...to()])).rejects.toThrow()
  })
})
