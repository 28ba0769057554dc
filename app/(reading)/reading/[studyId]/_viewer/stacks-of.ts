import { stacksOfSeries, type ImageStack } from '@/lib/viewer/image-stack'
import type { StudyDetail } from '@/lib/worklist/study-detail'

/** Everything in a study that can be hung or at least named. */
export function stacksOf(
  { studyId, StudyInstanceUID, StudyDate, StudyDescription }: StudyDetail['study'],
  series: StudyDetail['series'],
  prior: boolean,
): ImageStack[] {
  const study = { studyId, StudyInstanceUID, StudyDate, StudyDescription, prior }
  return series.flatMap((one) => stacksOfSeries(study, one))
}
