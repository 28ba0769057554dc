/** DA (PS3.5 6.2) as ISO 8601, which no reader takes for another day; anything else is shown as it came. */
export function dateText(DA: string): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(DA)
  return match ? `${match[1]}-${match[2]}-${match[3]}` : DA
}
