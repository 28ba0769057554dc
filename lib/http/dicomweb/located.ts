import { purgeState } from '@/lib/db/archive/reconcile/deleted-instances'
import { locateInstances } from '@/lib/archive/locate-instances'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { AppError } from '@/lib/errors'
import type { PathUids } from './wado-params'

/** The instances a path names. @throws AppError('not-found') for none, also under the wrong parent. */
export async function located({ study, series, instance }: PathUids): Promise<LocatedInstance[]> {
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
