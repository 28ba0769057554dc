/** A measured stretch; a dash where nothing was measured. */
export function minutesWords(minutes: number | null): string {
  if (minutes === null) return '–'
  if (minutes < 1) return '<1 min'
  if (minutes < 60) return `${Math.round(minutes)} min`
  const whole = Math.round(minutes)
  const hours = Math.floor(whole / 60)
  return hours < 48 ? `${hours} h ${String(whole % 60).padStart(2, '0')}` : `${Math.round(whole / 1440)} d`
}

export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`
}
