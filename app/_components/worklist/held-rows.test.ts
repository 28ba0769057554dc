import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { nextHeldRows, settled, type HeldRows } from './held-rows'

function row(studyId: string, reason = ''): WorklistRow {
  return {
    studyId,
    StudyInstanceUID: `1.2.${studyId}`,
    PatientName: { alphabetic: 'A^B', ideographic: '', phonetic: '' },
    PatientID: 'P',
    PatientBirthDate: '',
    PatientSex: '',
    identityConflict: false,
    AccessionNumber: '',
    StudyDescription: '',
    StudyDate: '',
    StudyTime: '',
    ReferringPhysicianName: '',
    ModalitiesInStudy: ['CR'],
    bodyParts: [],
    NumberOfStudyRelatedSeries: 1,
    NumberOfStudyRelatedInstances: 1,
    synthetic: true,
    state: 'readable',
    urgency: 'ROUTINE',
    patientClass: 'OUTPATIENT',
    receivedAt: '2026-01-01T00:00:00Z',
    readableAt: '2026-01-01T00:00:00Z',
    dueAt: '2026-01-01T01:00:00Z',
    reason,
    ai: { state: 'pending', urgency: 'none', reason: '', findings: [], model: null },
    claim: null,
    hasDraft: false,
    priorCount: 0,
  }
}

const ids = (held: HeldRows): string[] => held.lines.map((line) => line.row.studyId)
const rows = (text: string): WorklistRow[] => [...text].map((id) => row(id))

describe('the list under a pointer or the focus', () => {
  it('keeps every row in its place and counts what waits', () => {
    const held = nextHeldRows(settled(rows('abc')), rows('xcab'), true)
    expect(ids(held)).toEqual(['a', 'b', 'c'])
    expect(held.pending).toEqual({ added: 1, moved: 1, removed: 0, pressing: 0 })
  })

  it('changes the cells in place', () => {
    const held = nextHeldRows(settled(rows('ab')), [row('b'), row('a', 'AI pneumothorax 0.91: 15 min')], true)
    expect(held.lines[0]?.row.reason).toBe('AI pneumothorax 0.91: 15 min')
  })

  it('leaves a row that went away where it was, marked as gone', () => {
    const held = nextHeldRows(settled(rows('abc')), rows('ac'), true)
    expect(held.lines.map((line) => line.gone)).toEqual([false, true, false])
    expect(held.pending.removed).toBe(1)
  })

  it('takes the new order once it is let go, and names what moved', () => {
    const held = nextHeldRows(settled(rows('abc')), rows('xcab'), true)
    const free = nextHeldRows(held, rows('xcab'), false)
    expect(ids(free)).toEqual(['x', 'c', 'a', 'b'])
    expect([...free.flashed].sort()).toEqual(['c', 'x'])
    expect(free.pending.added).toBe(0)
  })

  it('never reorders while held, whatever arrives', () => {
    const list = fc
      .uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 })
      .map((letters) => rows(letters.join('')))
    fc.assert(
      fc.property(list, fc.array(list, { maxLength: 5 }), (first, later) => {
        const end = later.reduce((held, next) => nextHeldRows(held, next, true), settled(first))
        expect(ids(end)).toEqual(first.map((one) => one.studyId))
      }),
    )
  })
})
