/** Whole years between two DA values; null when one of them is not a date. */
export function ageInYears(PatientBirthDate: string, StudyDate: string): number | null {
  if (!/^\d{8}$/.test(PatientBirthDate) || !/^\d{8}$/.test(StudyDate)) return null
  const birth = Number(PatientBirthDate)
  const study = Number(StudyDate)
  // YYYYMMDD as numbers: the difference counts a year only once the birthday has come.
  const age = Math.floor((study - birth) / 10_000)
  return age >= 0 && age < 150 ? age : null
}
