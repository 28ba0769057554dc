import type { SeriesDetail } from '@/lib/worklist/study-detail'

export interface PreviewSeries {
  SeriesInstanceUID: string
  label: string
  /** Address of each image, in order. */
  frames: string[]
}

/** Series that have pictures, each frame as the address of its rendering (PS3.18 10.4.1.1.3). */
export function previewSeries(StudyInstanceUID: string, series: readonly SeriesDetail[]): PreviewSeries[] {
  return series.flatMap((one, index) => {
    const frames = one.instances
      .filter((instance) => instance.hasPixelData)
      .flatMap((instance) => {
        const base = `/dicom-web/studies/${StudyInstanceUID}/series/${one.SeriesInstanceUID}/instances/${instance.SOPInstanceUID}`
        const count = Math.max(1, instance.NumberOfFrames)
        if (count === 1) return [`${base}/rendered?viewport=1024,1024`]
        return Array.from(
          { length: count },
          (_, frame) => `${base}/frames/${frame + 1}/rendered?viewport=1024,1024`,
        )
      })
    if (frames.length === 0) return []
    const name = one.SeriesDescription || one.BodyPartExamined || `Series ${one.SeriesNumber ?? index + 1}`
    const label = `${[one.Modality, name].filter(Boolean).join(' ')} (${frames.length})`
    return [{ SeriesInstanceUID: one.SeriesInstanceUID, label, frames }]
  })
}
