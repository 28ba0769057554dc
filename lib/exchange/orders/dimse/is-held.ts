import { isSequenceItem, type DicomJson } from '@/lib/dicom/dicom-json'

/** Whether a data set keeps an attribute at all, so that it can be matched by: an empty sequence may have any. */
export function isHeld(dataSet: DicomJson, [tag = '', ...rest]: readonly string[]): boolean {
  const attribute = dataSet[tag]
  if (!attribute) return false
  if (rest.length === 0) return true
  const [item] = attribute.Value ?? []
  return item === undefined || (isSequenceItem(item) && isHeld(item, rest))
}
