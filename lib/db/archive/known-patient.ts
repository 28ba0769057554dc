/** A patient of the index, as far as identity goes. */
export interface KnownPatient {
  id: string
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
}
