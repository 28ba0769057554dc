/** What this person may do here; the server decides again. */
export interface Can {
  change: boolean
  remove: boolean
  hold: boolean
  /** images */
  see: boolean
  /** the series of a study */
  open: boolean
}
