/** DA (PS3.5 6.2) as a date at noon UTC; null for anything else. */
function dateOf(da: string): Date | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(da)
  if (!match) return null
  const date = new Date(`${match[1]}-${match[2]}-${match[3]}T12:00:00Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** Age on a day, in the unit that a clinician uses: days in the first month, months below two years. */
export function patientAge(birthDate: string, on: Date): string {
  const birth = dateOf(birthDate)
  if (!birth || birth > on) return ''
  const days = Math.floor((on.getTime() - birth.getTime()) / 86_400_000)
  if (days < 31) return `${days} d`
  const months =
    (on.getUTCFullYear() - birth.getUTCFullYear()) * 12 +
    on.getUTCMonth() -
    birth.getUTCMonth() -
    (on.getUTCDate() < birth.getUTCDate() ? 1 : 0)
  return months < 24 ? `${months} mo` : `${Math.floor(months / 12)} y`
}

/** DA as ISO 8601, which no reader takes for another day. */
export function isoDate(da: string): string {
  return /^\d{8}$/.test(da) ? `${da.slice(0, 4)}-${da.slice(4, 6)}-${da.slice(6, 8)}` : da
}
