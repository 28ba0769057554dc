import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classFromOrders, type OrderClass } from './class-from-orders'
import { urgencies } from './states'
import { orderStatusBySteps, performedStatuses, statusByPerformed, stepStatuses } from './step-status'
import { goesOnMinutes, missingMinutes, waitsUntil, type PerformedStep } from './wait-for-images'

const order = (over: Partial<OrderClass> = {}): OrderClass => ({
  RequestedProcedurePriority: '',
  patientClass: '',
  CurrentPatientLocation: '',
  AdmissionID: '',
  RequestingService: '',
  ...over,
})

describe('the class of a study with orders', () => {
  it('is never less urgent than its images or any order say', () => {
    const word = fc.constantFrom('', 'STAT', 'HIGH', 'ROUTINE', 'LOW')
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (image, words) => {
        const rank = (priorities: string[]): number =>
          urgencies.indexOf(
            classFromOrders(
              { RequestedProcedurePriority: image },
              priorities.map((priority) => order({ RequestedProcedurePriority: priority })),
            ).urgency,
          )
        expect(rank(words)).toBeLessThanOrEqual(rank([]))
        expect(rank([...words, 'STAT'])).toBe(0)
      }),
    )
  })
  it('takes the place from the order before the images, and its class before its words', () => {
    const images = { CurrentPatientLocation: 'OUTPATIENT CLINIC' }
    expect(classFromOrders(images, [order({ CurrentPatientLocation: 'ED 4' })]).patientClass).toBe('ED')
    expect(
      classFromOrders(images, [order({ CurrentPatientLocation: 'ED 4', patientClass: 'INPATIENT' })])
        .patientClass,
    ).toBe('INPATIENT')
    expect(classFromOrders(images, [order()]).patientClass).toBe('OUTPATIENT')
  })
})

describe('the status of a scheduled step', () => {
  it('stays as planned without scanners, and follows them where they speak', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...performedStatuses)),
        fc.constantFrom(...stepStatuses),
        (performed, planned) => {
          const status = statusByPerformed(performed, planned)
          if (performed.length === 0) expect(status).toBe(planned)
          else expect(performed).toContain(status)
          if (performed.includes('IN PROGRESS')) expect(status).toBe('IN PROGRESS')
        },
      ),
    )
  })
  it('completes the order when nothing is open and something was done', () => {
    expect(orderStatusBySteps('active', ['COMPLETED', 'CANCELLED'])).toBe('completed')
    expect(orderStatusBySteps('active', ['COMPLETED', 'SCHEDULED'])).toBe('active')
    expect(orderStatusBySteps('completed', ['IN PROGRESS'])).toBe('active')
    expect(orderStatusBySteps('active', ['DISCONTINUED'])).toBe('active')
    expect(orderStatusBySteps('revoked', ['COMPLETED'])).toBe('revoked')
  })
})

describe('waiting for the rest of the images', () => {
  const at = new Date('2026-11-24T10:00:00Z')
  const minutes = (n: number) => new Date(at.getTime() + n * 60_000)
  const wait = (performed: PerformedStep[], arrived: string[], now: Date, isStat = false) =>
    waitsUntil({ performed, arrived: new Set(arrived), lastReceivedAt: at, isStat, now })
  const done = (expected: string[]): PerformedStep => ({ status: 'COMPLETED', endedAt: at, expected })
  const goingOn: PerformedStep = { status: 'IN PROGRESS', endedAt: null, expected: [] }

  it('ends at once when all that was announced is there', () => {
    expect(wait([done(['1', '2'])], ['1', '2'], at)).toBeNull()
  })
  it('lasts for missing images, but not for ever', () => {
    expect(wait([done(['1', '2'])], ['1'], at)).toEqual(minutes(missingMinutes))
    expect(wait([done(['1', '2'])], ['1'], minutes(missingMinutes))).toBeNull()
  })
  it('lasts while the examination goes on, but not for ever', () => {
    expect(wait([goingOn], [], at)).toEqual(minutes(goesOnMinutes))
    expect(wait([goingOn], [], minutes(goesOnMinutes))).toBeNull()
  })
  it('is nothing for what is urgent, discontinued, or never announced', () => {
    expect(wait([goingOn], [], at, true)).toBeNull()
    expect(wait([{ ...done(['1']), status: 'DISCONTINUED' }], [], at)).toBeNull()
    expect(wait([], [], at)).toBeNull()
  })
  it('is bounded whatever scanners say', () => {
    const step = fc.record({
      status: fc.constantFrom(...performedStatuses),
      endedAt: fc.constant(at),
      expected: fc.subarray(['1', '2', '3']),
    })
    fc.assert(
      fc.property(fc.array(step), fc.subarray(['1', '2', '3']), (steps, arrived) => {
        const until = wait(steps, arrived, at)
        if (until) expect(until.getTime()).toBeLessThanOrEqual(minutes(goesOnMinutes).getTime())
        expect(wait(steps, arrived, minutes(goesOnMinutes))).toBeNull()
      }),
    )
  })
})
