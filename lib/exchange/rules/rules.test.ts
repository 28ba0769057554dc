import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsCondition, ruleCondition, type ConditionedStudy } from './condition'
import { dueStudies, type RuledStudy } from './due-studies'
import { ruleInput, type Rule } from './rule'

const study = (given: Partial<RuledStudy> = {}): RuledStudy => ({
  studyId: '1',
  ModalitiesInStudy: ['CT'],
  bodyParts: ['CHEST'],
  StudyDescription: 'Thorax, Übersicht',
  InstitutionName: 'North',
  origins: ['C-STORE:CT1'],
  lastReceivedAt: new Date('2026-01-01'),
  instances: 10,
  bytes: 1e9,
  isRead: true,
  isHeld: false,
  isCold: false,
  ...given,
})
const now = new Date('2026-12-31')
const all = ruleCondition.parse({})

function rule(given: object): Rule {
  const input = ruleInput.parse({ name: 'r', condition: {}, ...given })
  return { ...input, id: 'r', enabledAt: null }
}

describe('a condition', () => {
  it.each<[string, object, boolean]>([
    ['without parts fits all', {}, true],
    ['fits one of several modalities', { Modality: ['mr', 'ct'] }, true],
    ['fits no other modality', { Modality: ['MR'] }, false],
    ['fits a word of the description without case and accents', { StudyDescription: ['ubersicht'] }, true],
    ['fits the AE title it came from', { origin: ['CT1'] }, true],
    ['does not fit a longer AE title', { origin: ['CT'] }, false],
    ['wants every part to fit', { Modality: ['CT'], BodyPartExamined: ['HEAD'] }, false],
  ])('%s', (_words, given, fits) => {
    expect(fitsCondition(ruleCondition.parse(given), study() satisfies ConditionedStudy)).toBe(fits)
  })
})

describe('due studies', () => {
  const options = { now, archiveBytes: 100e9 }

  it('are for retention those that are old, read and under no hold', () => {
    const studies = [
      study({ studyId: 'old' }),
      study({ studyId: 'new', lastReceivedAt: new Date('2026-12-30') }),
      study({ studyId: 'unread', isRead: false }),
      study({ studyId: 'held', isHeld: true }),
      study({ studyId: 'empty', instances: 0 }),
    ]
    const { due, ...spared } = dueStudies(
      rule({ kind: 'retention', settings: { days: 90 } }),
      studies,
      options,
    )
    expect(due.map(({ studyId }) => studyId)).toEqual(['old'])
    expect(spared).toEqual({ sparedUnread: 1, sparedHeld: 1 })
  })

  it('are for a quota the oldest ones, as many as are needed and no more', () => {
    const studies = ['c', 'a', 'b', 'd'].map((studyId) =>
      study({ studyId, lastReceivedAt: new Date(`2026-01-0${'abcd'.indexOf(studyId) + 1}`) }),
    )
    const quota = rule({ kind: 'quota', settings: { gigabytes: 98.5 } })
    expect(dueStudies(quota, studies, options).due.map(({ studyId }) => studyId)).toEqual(['a', 'b'])
    expect(dueStudies(quota, studies, { now, archiveBytes: 98e9 }).due).toEqual([])
  })

  it('are for the cold place those that do not lie there, held or not', () => {
    const studies = [study({ isHeld: true }), study({ isCold: true }), study({ isRead: false })]
    const cold = dueStudies(rule({ kind: 'cold', settings: { days: 30 } }), studies, options)
    expect(cold).toMatchObject({ due: [{ isHeld: true }], sparedUnread: 1 })
  })

  it('never hold an unread study or, of a rule that removes, a held one, whatever the rule', () => {
    const anyStudy = fc.record({
      instances: fc.nat(3),
      bytes: fc.nat(5e9),
      isRead: fc.boolean(),
      isHeld: fc.boolean(),
      isCold: fc.boolean(),
      lastReceivedAt: fc.date({ min: new Date('2025-01-01'), max: now, noInvalidDate: true }),
    })
    const rules = [
      rule({ kind: 'retention', condition: all, settings: { days: 1 } }),
      rule({ kind: 'quota', condition: all, settings: { gigabytes: 1 } }),
      rule({ kind: 'cold', condition: all, settings: { days: 1 } }),
    ]
    fc.assert(
      fc.property(fc.array(anyStudy), fc.constantFrom(...rules), fc.nat(2e10), (given, one, archiveBytes) => {
        const { due } = dueStudies(one, given.map(study), { now, archiveBytes })
        expect(due.every((s) => s.isRead && s.instances > 0 && (one.kind === 'cold' || !s.isHeld))).toBe(true)
      }),
    )
  })
})
