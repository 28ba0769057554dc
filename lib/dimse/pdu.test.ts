import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeResponse, parseCommand } from './command-set'
import { commandPdus } from './message-sender'
import { negotiate } from './negotiate'
import { parseAssociateAc, parseAssociateRq } from './parse-associate'
import { encodeAbort, encodeReject, parsePdvs, rejections } from './pdu'
import { PduError } from './read-pdus'
import { dimseStatus } from './status'

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))

/** Runs `parse`, and lets through what it may say of bytes that are not DICOM. */
function refusing<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    expect(error).toBeInstanceOf(PduError)
    return null
  }
}

describe('bytes from anybody', () => {
  it('are parsed or refused, and nothing else', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        refusing(() => parseAssociateRq(bytes))
        refusing(() => parseAssociateRq(Buffer.concat([Buffer.alloc(68), bytes])))
        refusing(() => parseAssociateAc(Buffer.concat([Buffer.alloc(68), bytes])))
        const length = Buffer.from([bytes.length >> 8, bytes.length & 0xff])
        for (const type of [0x54, 0x56]) {
          const inner = Buffer.concat([Buffer.from([type, 0]), length, bytes])
          const user = Buffer.concat([Buffer.from([0x50, 0, inner.length >> 8, inner.length & 0xff]), inner])
          refusing(() => parseAssociateRq(Buffer.concat([Buffer.alloc(68), user])))
        }
        refusing(() => parseCommand(bytes))
        parsePdvs(bytes)
      }),
      { numRuns: 500 },
    )
  })
})

describe('PDUs on the wire', () => {
  it('of a rejection and an abort are those of PS3.8', () => {
    expect(encodeReject(rejections['called-ae-title']).toString('hex')).toBe('03000000000400010107')
    expect(encodeReject(rejections['local-limit']).toString('hex')).toBe('03000000000400020302')
    expect(encodeAbort('unexpectedPdu').toString('hex')).toBe('07000000000400000202')
  })

  it('carry a command in pieces no longer than the peer takes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 7, max: 200 }),
        (bytes, longest) => {
          const command = Buffer.from(bytes)
          let wire = commandPdus(5, command, longest - 6)
          const parts: Buffer[] = []
          let isLast = false
          while (wire.length > 0) {
            const length = wire.readUInt32BE(2)
            expect(length).toBeLessThanOrEqual(longest)
            const [pdv] = parsePdvs(wire.subarray(6, 6 + length)) ?? []
            if (!pdv) throw new Error('no PDV')
            expect(pdv).toMatchObject({ contextId: 5, isCommand: true })
            expect(isLast).toBe(false)
            isLast = pdv.isLast
            parts.push(pdv.bytes)
            wire = wire.subarray(6 + length)
          }
          expect(isLast).toBe(true)
          expect(Buffer.concat(parts).equals(command)).toBe(true)
        },
      ),
    )
  })
})

describe('command sets', () => {
  it('answer a request under its message id, in the bytes of PS3.7', () => {
    const to = {
      CommandField: 0x0030,
      MessageID: 7,
      CommandDataSetType: 0x0101,
      AffectedSOPClassUID: '1.2.840.10008.1.1',
      AffectedSOPInstanceUID: '',
    }
    expect(encodeResponse({ to, Status: 0 }).toString('hex')).toBe(
      '000000000400000042000000' +
        '0000020012000000' +
        Buffer.from('1.2.840.10008.1.1\0').toString('hex') +
        '00000001020000003080' +
        '00002001020000000700' +
        '00000008020000000101' +
        '00000009020000000000',
    )
  })

  it('keep an error comment to 64 plain characters', () => {
    const to = {
      CommandField: 1,
      MessageID: 1,
      CommandDataSetType: 1,
      AffectedSOPClassUID: '',
      AffectedSOPInstanceUID: '',
    }
    const ErrorComment = `ä${'x'.repeat(100)}`
    const bytes = encodeResponse({ to, Status: dimseStatus.unavailable, ErrorComment })
    expect(bytes.toString('latin1')).toContain(`?${'x'.repeat(63)}`)
    expect(bytes.toString('latin1')).not.toContain('x'.repeat(64))
    expect(parseCommand(bytes)).toMatchObject({ CommandField: 0x8001 })
  })
})

describe('negotiation', () => {
  const context = (abstractSyntax: string, ...transferSyntaxes: string[]) =>
    negotiate({ contexts: [{ id: 1, abstractSyntax, transferSyntaxes }], roles: new Map(), services: {} })[0]
  const CT = '1.2.840.10008.5.1.4.1.1.2'

  it('takes the first syntax that can be decoded, else the first', () => {
    expect(context(CT, '1.2.3', '1.2.840.10008.1.2.4.70', '1.2.840.10008.1.2')).toMatchObject({
      result: 0,
      transferSyntax: '1.2.840.10008.1.2.4.70',
    })
    expect(context(CT, '1.2.3')).toMatchObject({ result: 0, transferSyntax: '1.2.3' })
  })

  it('refuses what is no UID, no syntax at all, and other services', () => {
    expect(context(CT, 'JPEG')?.result).toBe(4)
    expect(context(CT)?.result).toBe(4)
    expect(context('1.2.840.10008.5.1.4.1.2.2.1', '1.2.840.10008.1.2')?.result).toBe(3)
  })
})
