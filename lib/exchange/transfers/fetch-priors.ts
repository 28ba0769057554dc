import { currentStudy } from '@/lib/db/exchange/current-study'
import { findRuleRow } from '@/lib/db/exchange/rules'
import { AppError } from '@/lib/errors'
import type { OpenedDestination } from '../destinations'
import { ruleSettings } from '../rules/rule'
import { findAtDicomweb, retrieveFromDicomweb } from './dicomweb-priors'
import { findAtAETitle, moveFromAETitle } from './dimse-priors'
import { relevantPriors, type PriorCandidate } from './relevant-priors'

/** What an archive that is asked for priors can do. */
export interface PriorSource {
  /** The patient's studies there. */
  find(PatientID: string): Promise<PriorCandidate[]>
  /** Resolves when every image has come through the archive's own door. @returns how many came */
  retrieve(StudyInstanceUID: string): Promise<number>
}

/**
 * Fetches the relevant priors of a study from another archive, through the one door, so that a reader finds them beside
 * it. The study itself does not wait for them.
 * @throws AppError in words for whoever looks after the transfers
 */
export async function fetchPriors({
  transfer,
  destination,
  progress,
}: {
  transfer: { studyId: string; ruleId: string | null }
  destination: OpenedDestination
  progress: (done: number, instances: number) => Promise<void>
}): Promise<{ instances: number; done: number }> {
  const current = await currentStudy(transfer.studyId)
  if (!current) throw new AppError('not-found', 'The study is gone.')
  if (current.PatientID === '') throw new AppError('unprocessable', 'The study has no Patient ID to ask by.')
  const source = sourceOf(destination)
  const { most, years } = await settingsOf(transfer.ruleId)
  const candidates = await source.find(current.PatientID)
  const priors = relevantPriors(current, candidates, { most, years, known: current.known })
  let done = 0
  for (const { StudyInstanceUID } of priors) {
    done += await source.retrieve(StudyInstanceUID)
    await progress(done, done)
  }
  return { instances: done, done }
}

function sourceOf(destination: OpenedDestination): PriorSource {
  if (destination.kind === 'dicomweb') {
    return {
      find: (PatientID) => findAtDicomweb(destination, PatientID),
      retrieve: (StudyInstanceUID) => retrieveFromDicomweb(destination, StudyInstanceUID),
    }
  }
  return {
    find: (PatientID) => findAtAETitle(destination.aeTitle, PatientID),
    retrieve: (StudyInstanceUID) => moveFromAETitle(destination.aeTitle, StudyInstanceUID),
  }
}

async function settingsOf(ruleId: string | null): Promise<{ most: number; years: number }> {
  const rule = ruleId === null ? null : await findRuleRow(ruleId)
  const settings = ruleSettings.prefetch.partial().safeParse(rule?.settings ?? {})
  return { most: settings.data?.most ?? 3, years: settings.data?.years ?? 5 }
}
