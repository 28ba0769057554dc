/** DA (PS3.5 6.2) as "14 Mar 2024"; '' stays ''; anything else is shown as it came. */
export function dateText(DA: string): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(DA.replaceAll('-', ''))
  if (!match) return DA
  const month = months[Number(match[2]) - 1]
  return month ? `${Number(match[3])} ${month} ${match[1]}` : DA
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** TM as "09:42". */
export function timeText(TM: string): string {
  const match = /^(\d{2}):?(\d{2})/.exec(TM)
  return match ? `${match[1]}:${match[2]}` : ''
}

/** The age on the day of the study: years, months below two years, days below a month; '' when unknown. */
export function ageText(PatientBirthDate: string, onDate: string): string {
  const born = dayOf(PatientBirthDate)
  const on = dayOf(onDate)
  if (!born || !on || on < born) return ''
  const days = Math.floor((on.getTime() - born.getTime()) / 86_400_000)
  const whole =
    (on.getUTCFullYear() - born.getUTCFullYear()) * 12 +
    (on.getUTCMonth() - born.getUTCMonth()) -
    (on.getUTCDate() < born.getUTCDate() ? 1 : 0)
  if (whole >= 24) return `${Math.floor(whole / 12)} y`
  return whole >= 1 ? `${whole} mo` : `${days} d`
}

function dayOf(DA: string): Date | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(DA.replaceAll('-', ''))
  return match ? new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))) : null
}

/** PN components ^ become spaces, family name first: "Yamada^Tarou" → "Yamada, Tarou". */
export function nameText(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^')
  const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ')
  return [family, rest].filter((part) => part !== '').join(', ')
}
