/** How an hour or a day of the chart is called, in the reader's zone. */
export function pointLabel(at: string, step: 'hour' | 'day'): string {
  const date = new Date(at)
  if (step === 'hour') return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
}
