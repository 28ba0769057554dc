import type { DicomJson } from '@/lib/dicom/dicom-json'
import { textOf } from '@/lib/dicom/json-values'
import { AppError } from '@/lib/errors'
import { retrieveLevels, type Model, type RetrieveLevel } from './models'

/** @throws AppError invalid when the identifier names no level of the model (PS3.4 C.6.1, C.6.2) */
export function levelOfIdentifier(identifier: DicomJson, model: Model): RetrieveLevel {
  const text = textOf(identifier, 'QueryRetrieveLevel')
  const level = retrieveLevels.find((one) => one === text)
  if (level && !(model === 'study' && level === 'PATIENT')) return level
  throw new AppError('invalid', `QueryRetrieveLevel is missing or not one of the ${model} root`)
}
