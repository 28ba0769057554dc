import { purgeState } from '@/lib/db/archive/reconcile/deleted-instances'
import type { StudyRef } from '@/lib/access/may'
import { locateInstances, locateWithStudy } from '@/lib/archive/locate-instances'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import type { PathUids } from './wado-params'

/** By the parsed parameters of a request, which are a new object each time. */
const foundWithStudy = new WeakMap<PathUids, LocatedInstance>()

/**
 * For the `study` of a route below one instance: finds study and instance in one round trip; `located` of the same
 * request then has it already. An instance that is not there is for the handler to judge.
 */
export async function studyOf({ params }: { params: Required<PathUids> }): Promise<StudyRef | null> {
  const { study, series, instance } = params
  const found = await locateWithStudy({
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    SOPInstanceUID: instance,
  })
  if (!found) return studyRef(study)
  foundWithStudy.set(params, found.instance)
  return found.study
}

/** The instances a path names. @throws AppError('not-found') for none, also under the wrong parent. */
export async function located(path: PathUids): Promise<LocatedInstance[]> {
  const known = foundWithStudy.get(path)
  if (known) return [known]
  const { study, series, instance } = path
  const found = await locateInstances({
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    SOPInstanceUID: instance,
  })
  if (found.length === 0) throw await notThere({ study, series, instance })
  return found
}

export async function locatedOne(path: Required<PathUids>): Promise<LocatedInstance> {
  const [only] = await located(path)
  if (!only) throw new AppError('not-found', 'There is no such instance here.')
  return only
}

/** 410 only for what is gone for good; what can be had back may come again. */
async function notThere({ study, series, instance }: PathUids): Promise<AppError> {
  const state = await purgeState({
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    SOPInstanceUID: instance,
  })
  return state === 'purged'
    ? new AppError('gone', 'This was deleted from the archive and its bytes are removed.')
    : new AppError('not-found', 'There is no such study, series or instance here.')
}
