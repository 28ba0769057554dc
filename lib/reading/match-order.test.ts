import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseOrders, isOtherPatient, type OrderToMatch, type StudyToMatch } from './match-order'

const few = (...values: string[]) => fc.constantFrom(...values)
const identity = {
  PatientID: few('', 'P1', 'P2'),
  IssuerOfPatientID: few('', 'A', 'B'),
  PatientName: few('', 'Doe^Jane', 'DOE^JANE', 'Roe^Rosa'),
  PatientBirthDate: few('', '19500101', '19600101'),
}
const order = fc.record<OrderToMatch>({
  ...identity,
  id: fc.uuid(),
  status: few('active', 'completed', 'revoked'),
  StudyInstanceUID: few('1.2.1', '1.2.2'),
  AccessionNumber: few('', 'A1', 'A2'),
  modalities: fc.subarray(['CT', 'MR']),
  apartFrom: fc.subarray(['study']),
})
const study = fc.record<StudyToMatch>({
  ...identity,
  id: fc.constant('study'),
  StudyInstanceUID: few('1.2.1', '1.2.2'),
  AccessionNumber: few('', 'A1', 'A2'),
  ModalitiesInStudy: fc.subarray(['CT', 'MR']),
})
const orders = fc.uniqueArray(order, { maxLength: 5, selector: ({ id }) => id })

describe('matching orders with a study', () => {
  it('never matches what contradicts, what was taken apart, or what was cancelled', () => {
    fc.assert(
      fc.property(orders, study, (some, one) => {
        const matched = some.filter(({ id }) =>
          chooseOrders(some, one).matches.some((match) => match.orderId === id),
        )
        for (const each of matched) {
          expect(isOtherPatient(each, one)).toBe(false)
          expect(each.apartFrom).not.toContain(one.id)
          expect(each.status).not.toBe('revoked')
        }
      }),
    )
  })

  it('matches only by a number that both carry, and one way at a time', () => {
    fc.assert(
      fc.property(orders, study, (some, one) => {
        const { matches, cases } = chooseOrders(some, one)
        expect(new Set(matches.map(({ by }) => by)).size).toBeLessThanOrEqual(1)
        for (const { orderId, by } of matches) {
          const found = some.find(({ id }) => id === orderId)
          expect(found?.[by]).toBe(one[by])
          expect(found?.[by]).not.toBe('')
        }
        const named = new Set(matches.map(({ orderId }) => orderId))
        expect(cases.filter(({ orderId }) => named.has(orderId))).toEqual([])
      }),
    )
  })

  it('does not depend on the order in which orders come', () => {
    fc.assert(
      fc.property(orders, study, (some, one) => {
        const ids = (all: OrderToMatch[]) => chooseOrders(all, one).matches.map(({ orderId }) => orderId)
        expect(ids([...some].reverse()).sort()).toEqual(ids(some).sort())
      }),
    )
  })

  it('says of each order whose number is the study’s why it was not matched', () => {
    fc.assert(
      fc.property(order, study, (one, its) => {
        const { matches, cases } = chooseOrders([one], its)
        const names =
          one.StudyInstanceUID === its.StudyInstanceUID ||
          (its.AccessionNumber !== '' && one.AccessionNumber === its.AccessionNumber)
        const apart = one.apartFrom.includes(its.id)
        expect(matches.length + cases.length).toBe(names && !apart ? 1 : 0)
      }),
    )
  })

  const jane: OrderToMatch = {
    id: 'o',
    status: 'active',
    StudyInstanceUID: '1.2.9',
    AccessionNumber: 'A1',
    PatientID: 'P1',
    IssuerOfPatientID: '',
    PatientName: 'Doe^Jane',
    PatientBirthDate: '19500101',
    modalities: ['CT'],
    apartFrom: [],
  }
  const ct: StudyToMatch = { ...jane, id: 'study', StudyInstanceUID: '1.2.3', ModalitiesInStudy: ['CT'] }

  it('takes the UID assigned in advance before the accession number', () => {
    const other = { ...jane, id: 'u', StudyInstanceUID: '1.2.3', AccessionNumber: 'A7' }
    expect(chooseOrders([jane, other], ct).matches).toEqual([{ orderId: 'u', by: 'StudyInstanceUID' }])
  })
  it('makes a case of an accession number under another patient', () => {
    expect(chooseOrders([jane], { ...ct, PatientID: 'P2' })).toEqual({
      matches: [],
      cases: [{ orderId: 'o', why: 'other-patient' }],
    })
  })
  it('tells procedures under one number apart by the modality', () => {
    const mr = { ...jane, id: 'm', modalities: ['MR'] }
    expect(chooseOrders([jane, mr], ct).matches.map(({ orderId }) => orderId)).toEqual(['o'])
    expect(chooseOrders([jane, { ...mr, modalities: ['CT'] }], ct).matches).toHaveLength(2)
  })
})
