import type { Match } from '@/lib/dicom/matching'
import { Prisma } from '../../generated/client'
import { findColumns, type FindKeyword } from './find-columns'
import { rangeCondition } from './range-condition'

interface Key {
  keyword: FindKeyword
  match: Match
}

const pairs = [
  ['StudyDate', 'StudyTime'],
  ['PerformedProcedureStepStartDate', 'PerformedProcedureStepStartTime'],
] as const satisfies readonly (readonly [FindKeyword, FindKeyword])[]

/**
 * Combined datetime matching (PS3.4 C.2.2.2.5.4): where a date and its time are both asked for by the same form of range,
 * the two are one range of moments: StudyDate=20260705-20260707 and StudyTime=1000-1800 reach from ten o'clock on the
 * fifth to six o'clock on the seventh. The range of dates stays a condition of its own, which an index answers.
 * @returns the conditions, and the times that they stand for
 */
export function combinedCondition(keys: readonly Key[]): { conditions: Prisma.Sql[]; times: FindKeyword[] } {
  const conditions: Prisma.Sql[] = []
  const times: FindKeyword[] = []
  for (const [date, time] of pairs) {
    const [ofDate, ofTime] = [rangeOf(keys, date), rangeOf(keys, time)]
    if (!ofDate || !ofTime) continue
    const isSameForm =
      (ofDate.from === null) === (ofTime.from === null) && (ofDate.to === null) === (ofTime.to === null)
    if (!isSameForm) continue
    const moment = Prisma.raw(`(${findColumns[date].column} || ${findColumns[time].column})`)
    conditions.push(
      rangeCondition(moment, { from: joined(ofDate.from, ofTime.from), to: joined(ofDate.to, ofTime.to) }),
    )
    times.push(time)
  }
  return { conditions, times }
}

function rangeOf(keys: readonly Key[], wanted: FindKeyword) {
  const match = keys.find(({ keyword }) => keyword === wanted)?.match
  return match?.kind === 'range' ? match : null
}

function joined(date: string | null, time: string | null): string | null {
  return date === null || time === null ? null : date + time
}
