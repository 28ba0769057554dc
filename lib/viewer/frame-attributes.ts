import { items, type DicomJsonObject } from './attributes'

/**
 * The attributes that hold for one frame (from 1): those of its functional groups, else of the shared ones, else of
 * the object itself (PS3.3 C.7.6.16). An object without functional groups is given back as it is.
 */
export function frameAttributes(object: DicomJsonObject, frame: number): DicomJsonObject {
  const [shared] = items(object, 'SharedFunctionalGroupsSequence')
  const ofFrame = items(object, 'PerFrameFunctionalGroupsSequence')[frame - 1]
  if (!shared && !ofFrame) return object
  return { ...object, ...flatten(shared), ...flatten(ofFrame) }
}

/** A functional group is a sequence of one item that holds the attributes. */
function flatten(groups: DicomJsonObject | undefined): DicomJsonObject {
  const contents = Object.values(groups ?? {}).flatMap((group) => {
    const item: unknown = group.vr === 'SQ' ? group.Value?.[0] : undefined
    return typeof item === 'object' && item !== null ? [item] : []
  })
  return Object.assign({}, ...contents) as DicomJsonObject
}
