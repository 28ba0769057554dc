import type { NewInstance } from '@/lib/db/archive/new-instance'
import type { UrgencyAttributes } from '@/lib/reading/urgency-from-dicom'

/** What decides the class of the study when it settles (lib/worklist reads it from the `received` event). */
export function urgencyAttributes({ header }: NewInstance): Record<string, string> {
  const { RequestedProcedurePriority, StudyPriorityID } = header
  const { CurrentPatientLocation, AdmissionID, RequestingService } = header
  const attributes: Required<UrgencyAttributes> = {
    RequestedProcedurePriority,
    StudyPriorityID,
    CurrentPatientLocation,
    AdmissionID,
    RequestingService,
  }
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''))
}
