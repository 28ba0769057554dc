export interface InstancePath {
  StudyInstanceUID: string
  SeriesInstanceUID?: string
  SOPInstanceUID?: string
}

/** The address of a study, a series or an instance below the service root `base` (PS3.18 10.2). */
export function resourceUrl(base: string, path: InstancePath): string {
  const series = path.SeriesInstanceUID ? `/series/${path.SeriesInstanceUID}` : ''
  const instance = path.SOPInstanceUID ? `/instances/${path.SOPInstanceUID}` : ''
  return `${base}/studies/${path.StudyInstanceUID}${series}${instance}`
}
