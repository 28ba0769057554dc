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
  if (found.length === 0) throw new AppError('not-found', 'There is no such study, series or instance here.')
  return found
}

export async function locatedOne(path: Required<PathUids>): Promise<LocatedInstance> {
  const [only] = await located(path)
  if (!only) throw new AppError('not-found', 'There is no such instance here.')
  return only
}
