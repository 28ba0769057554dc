/** What a reader writes. */
export interface ReportText {
  indication: string
  findings: string
  impression: string
}
