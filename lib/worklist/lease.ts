/** How long a claim lives without a sign of life from its reader (`WETREAD_CLAIM_MINUTES`). */
export function leaseEnd(now: Date): Date {
  const minutes = Number(process.env.WETREAD_CLAIM_MINUTES ?? 10)
  return new Date(now.getTime() + minutes * 60_000)
}
