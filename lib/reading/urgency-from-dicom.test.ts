import { describe, expect, it } from 'vitest'
import { patientClassFromDicom, urgencyFromDicom } from './urgency-from-dicom'

describe('urgency from DICOM', () => {
  it.each([
    [{ RequestedProcedurePriority: 'STAT' }, 'STAT'],
    [{ RequestedProcedurePriority: 'HIGH' }, 'URGENT'],
    [{ RequestedProcedurePriority: 'MEDIUM' }, 'ROUTINE'],
    [{ StudyPriorityID: 'HIGH' }, 'URGENT'],
    [{ RequestedProcedurePriority: ' stat ' }, 'STAT'],
    [{ RequestedProcedurePriority: 'LOW', StudyPriorityID: 'STAT' }, 'STAT'],
    [{ RequestedProcedurePriority: 'whatever' }, 'ROUTINE'],
    [{}, 'ROUTINE'],
  ])('%j is %s', (attributes, urgency) => expect(urgencyFromDicom(attributes)).toBe(urgency))

  it.each([
    [{ CurrentPatientLocation: 'ED BAY 4' }, 'ED'],
    [{ CurrentPatientLocation: 'EMERGENCY' }, 'ED'],
    [{ RequestingService: 'A&E' }, 'ED'],
    [{ RequestingService: 'Er' }, 'ED'],
    [{ CurrentPatientLocation: 'Med ward 3' }, 'INPATIENT'],
    [{ CurrentPatientLocation: 'NEDERLAND CLINIC' }, 'OUTPATIENT'],
    [{ AdmissionID: '123' }, 'INPATIENT'],
    [{ AdmissionID: '123', CurrentPatientLocation: 'ED' }, 'ED'],
    [{ RequestingService: 'PEDIATRICS' }, 'OUTPATIENT'],
    [{}, 'OUTPATIENT'],
  ])('%j is %s', (attributes, patientClass) => expect(patientClassFromDicom(attributes)).toBe(patientClass))
})
