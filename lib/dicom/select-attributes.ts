import { isSequenceItem, type DicomJson } from './dicom-json'

/**
 * Of a data set what an identifier asks for (PS3.4 C.2.2.1.3): an empty sequence, or one with an empty item, is asked
 * for whole, else the attributes of its one item. What is not in the data set is not answered.
 */
export function selectAttributes(dataSet: DicomJson, identifier: DicomJson): DicomJson {
  const selected: DicomJson = {}
  for (const tag of Object.keys(identifier)) {
    const attribute = dataSet[tag]
    if (!attribute) continue
    const asked = identifier[tag]?.Value?.[0]
    const isPart = attribute.vr === 'SQ' && isSequenceItem(asked) && Object.keys(asked).length > 0
    selected[tag] =
      isPart && attribute.Value
        ? {
            vr: 'SQ',
            Value: attribute.Value.map((item) =>
              isSequenceItem(item) && isSequenceItem(asked) ? selectAttributes(item, asked) : item,
            ),
          }
        : attribute
  }
  return selected
}
