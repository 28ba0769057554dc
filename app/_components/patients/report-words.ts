import type { ReferrerStudy } from '@/lib/reporting/referrer-study'

/** How far the report is, as a referring physician says it. */
export const reportWords = {
  awaited: 'Report awaited',
  preliminary: 'Preliminary report',
  final: 'Final report',
  addended: 'Final report with addendum',
} satisfies Record<ReferrerStudy['reportStatus'], string>
