import { audit } from '@/lib/access/audit'
import { studyScope } from '@/lib/access/may'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { keywordOf, tagOf, vrOf } from '@/lib/dicom/dictionary'
import type { AttributeMatch } from '@/lib/dicom/matching'
import { isAtOrAbove, levelOf, type QueryLevel } from '@/lib/dicom/query-level'
import { findColumn } from '@/lib/db/archive/sql/find-columns'
import type { FindRequest, FoundIdentifier } from '@/lib/dimse/handlers'
import { AppError } from '@/lib/errors'
import { find } from '../find'
import type { AssociatedPeer, PeerService } from '../peer-handlers'
import { countsOfPatients, findPatientsPage, patientCounts } from './find-patients'
import { levelOfIdentifier } from './level-of-identifier'
import { modelNames, models, type Model, type RetrieveLevel } from './models'
import { queryOf } from './query-of'

const page = 500
/** What a search without bounds gives at most; then A700 says to narrow it. */
const mostAnswers = 10_000

/** C-FIND of the patient root and the study root (PS3.4 C.6). */
export function findService(ourAETitle: string): PeerService {
  return {
    right: 'find',
    of: (peer) => ({
      find: Object.fromEntries(
        modelNames.map((model) => [
          models[model].find,
          (request: FindRequest) => search({ model, request, peer, ourAETitle }),
        ]),
      ),
    }),
  }
}

interface Search {
  model: Model
  request: FindRequest
  peer: AssociatedPeer
  ourAETitle: string
}

/** Answers level by level; keys of a lower level than asked for are not matched, which FF01 says (PS3.4 C.4.1.1.4). */
async function* search({ model, request, peer, ourAETitle }: Search): AsyncGenerator<FoundIdentifier> {
  const level = levelOfIdentifier(request.identifier, model)
  const { matches, returned } = queryOf(request.identifier, request)
  const usable = matches.filter((match) => isUsable(match, level))
  const { combinedDatetime } = request
  const unsupportedKeys = usable.length < matches.length
  // Beside the search, not after it; the last answer waits for both (PS3.15 A.5.3.10 tells of the query, not of hits).
  const told = audit({ actor: peer, action: 'study:read', outcome: 'success', detail: { search: level } })
  told.catch(() => undefined)
  let answers = 0
  try {
    for (let offset = 0; !request.signal.aborted; offset += page) {
      const { results, isLast } = await resultsOf({
        level,
        matches: usable,
        returned,
        offset,
        peer,
        combinedDatetime,
      })
      for (const result of results) {
        yield { identifier: answer(result, { level, returned, ourAETitle }), unsupportedKeys }
        answers += 1
      }
      if (isLast) return
      if (answers >= mostAnswers) {
        throw new AppError('too-large', `More than ${mostAnswers} matches: narrow the search`)
      }
    }
  } finally {
    await told
  }
}

interface Page {
  level: RetrieveLevel
  matches: readonly AttributeMatch[]
  returned: readonly string[]
  offset: number
  peer: AssociatedPeer
  combinedDatetime: boolean
}

async function resultsOf({ level, matches, returned, offset, peer, combinedDatetime }: Page) {
  if (level === 'PATIENT') return findPatientsPage({ matches, limit: page, offset })
  const query = { level: levels[level], matches, include: returned, combinedDatetime, limit: page, offset }
  const { results, remaining } = await find(query, studyScope(peer, 'study:read'))
  const counted = returned.some((tag) => patientCounts.has(keywordOf(tag) ?? ''))
  return { results: counted ? await withPatientCounts(results) : results, isLast: remaining === 0 }
}

const levels = { STUDY: 'study', SERIES: 'series', IMAGE: 'instance' } as const satisfies Record<
  Exclude<RetrieveLevel, 'PATIENT'>,
  QueryLevel
>

const patientKeys = 'PatientName PatientID IssuerOfPatientID PatientBirthDate PatientSex'.split(' ')

function isUsable({ path: [tag = ''] }: AttributeMatch, level: RetrieveLevel): boolean {
  const keyword = keywordOf(tag) ?? ''
  if (level === 'PATIENT') return patientKeys.includes(keyword)
  if (patientCounts.has(keyword)) return false
  return isAtOrAbove(findColumn(keyword)?.level ?? levelOf(tag), levels[level])
}

/** Only what was asked for, each attribute even when it is empty, and where the objects are (PS3.4 C.4.1.1.3.2). */
function answer(
  result: DicomJson,
  { level, returned, ourAETitle }: { level: RetrieveLevel; returned: readonly string[]; ourAETitle: string },
): DicomJson {
  const json: DicomJson = {
    [tagOf('QueryRetrieveLevel')]: { vr: 'CS', Value: [level] },
    [tagOf('RetrieveAETitle')]: { vr: 'AE', Value: [ourAETitle] },
    [tagOf('InstanceAvailability')]: { vr: 'CS', Value: ['ONLINE'] },
  }
  for (const tag of [...returned, tagOf(uniqueKeys[level])]) json[tag] = result[tag] ?? { vr: plainVr(tag) }
  return json
}

const uniqueKeys = {
  PATIENT: 'PatientID',
  STUDY: 'StudyInstanceUID',
  SERIES: 'SeriesInstanceUID',
  IMAGE: 'SOPInstanceUID',
} satisfies Record<RetrieveLevel, string>

/** VRs that depend on other attributes do not matter where there is no value. */
function plainVr(tag: string): string {
  const vr = vrOf(tag)
  return /^[A-Z]{2}$/.test(vr) ? vr : 'UN'
}

async function withPatientCounts(results: readonly DicomJson[]): Promise<DicomJson[]> {
  const counts = await countsOfPatients(results)
  return results.map((result, i) => ({ ...result, ...counts[i] }))
}
