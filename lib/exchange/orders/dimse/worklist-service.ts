import { audit } from '@/lib/access/audit'
import type { AssociatedPeer, PeerService } from '@/lib/archive/peer-handlers'
import { queryOf } from '@/lib/archive/query-retrieve/query-of'
import { worklistSteps, type WorklistFilter } from '@/lib/db/orders/worklist-steps'
import { tagOf } from '@/lib/dicom/dictionary'
import { matchesDataSet } from '@/lib/dicom/matches-data-set'
import { matchesMoment } from '@/lib/dicom/match-moment'
import type { AttributeMatch, Match } from '@/lib/dicom/matching'
import { selectAttributes } from '@/lib/dicom/select-attributes'
import type { FindRequest, FoundIdentifier } from '@/lib/dimse/handlers'
import { AppError } from '@/lib/errors'
import { offeredStatuses } from '@/lib/reading/step-status'
import { isHeld } from './is-held'
import { worklistItem } from './worklist-item'

export const ModalityWorklistFind = '1.2.840.10008.5.1.4.31'

const page = 500
const mostAnswers = 10_000
/** Without a date, what should have been done longer ago than this is not offered any more. */
const forgottenDays = 7

export interface WorklistOptions {
  /** Offer each scanner only the steps of its own AE title, whatever it asks for. */
  ownStationOnly: boolean
  now?: () => Date
}

/** C-FIND of the Modality Worklist (PS3.4 K). */
export function worklistService(options: WorklistOptions): PeerService {
  return {
    right: 'worklist',
    of: (peer) => ({
      find: { [ModalityWorklistFind]: (request: FindRequest) => search(request, peer, options) },
    }),
  }
}

async function* search(
  request: FindRequest,
  peer: AssociatedPeer,
  { ownStationOnly, now = () => new Date() }: WorklistOptions,
): AsyncGenerator<FoundIdentifier> {
  const { matches } = queryOf(request.identifier, request)
  const keys = keysOf(matches, { ownStation: ownStationOnly ? peer.aeTitle : null, now: now() })
  let answers = 0
  try {
    for (let skip = 0; ; skip += page) {
      if (skip >= mostAnswers) {
        throw new AppError('too-large', 'Too many scheduled steps: ask by date, station or modality.')
      }
      const rows = await worklistSteps(keys.filter, { take: page, skip })
      for (const row of rows) {
        if (request.signal.aborted) return
        const moment = {
          date: row.ScheduledProcedureStepStartDate,
          time: row.ScheduledProcedureStepStartTime,
        }
        if (!matchesMoment(moment, keys.dates, keys.times)) continue
        const item = worklistItem(row, keys.station ?? peer.aeTitle)
        const held = keys.others.filter(({ path }) => isHeld(item, path))
        if (!matchesDataSet(item, held)) continue
        const unsupportedKeys = held.length < keys.others.length
        answers += 1
        yield { identifier: selectAttributes(item, request.identifier), unsupportedKeys }
      }
      if (rows.length < page) return
    }
  } finally {
    const detail = { what: 'modality worklist', answers }
    await audit({ actor: peer, action: 'order:read', outcome: 'success', detail })
  }
}

const universal: Match = { kind: 'universal' }

/** What the database selects by, and what is compared afterwards. */
function keysOf(
  matches: readonly AttributeMatch[],
  { ownStation, now }: { ownStation: string | null; now: Date },
) {
  const step = (keyword: string): string => `${tagOf('ScheduledProcedureStepSequence')}.${tagOf(keyword)}`
  const of = (path: string): Match =>
    matches.find((match) => match.path.join('.') === path)?.match ?? universal
  const dates = of(step('ScheduledProcedureStepStartDate'))
  const times = of(step('ScheduledProcedureStepStartTime'))
  const station = of(step('ScheduledStationAETitle'))
  const stations = valuesOf(station)
  const moments = new Set(['ScheduledProcedureStepStartDate', 'ScheduledProcedureStepStartTime'].map(step))
  const filter: WorklistFilter = {
    statuses: offeredStatuses,
    ...datesOf(dates, now),
    modalities: valuesOf(of(step('Modality'))),
    stations: ownStation ? [ownStation] : stations,
    PatientID: valuesOf(of(tagOf('PatientID')))?.[0] ?? null,
    AccessionNumber: valuesOf(of(tagOf('AccessionNumber')))?.[0] ?? null,
  }
  return {
    filter,
    dates,
    times,
    station: stations?.[0] ?? null,
    others: matches.filter((match) => !moments.has(match.path.join('.'))),
  }
}

function valuesOf(match: Match): readonly string[] | null {
  return match.kind === 'equals' ? match.values : null
}

function datesOf(match: Match, now: Date): { from: string | null; to: string | null } {
  if (match.kind === 'range') return { from: match.from, to: match.to }
  const [day = null] = valuesOf(match) ?? []
  if (day !== null) return { from: day, to: day }
  const since = new Date(now.getTime() - forgottenDays * 86_400_000)
  const pad = (n: number): string => String(n).padStart(2, '0')
  return { from: `${since.getFullYear()}${pad(since.getMonth() + 1)}${pad(since.getDate())}`, to: null }
}
