/** The PostgreSQL channel on which processes tell each other what changed. */
export const channel = 'wetread_live'

/** Stands for "every study" in an event that concerns the whole list (a new deadline policy). */
export const everyStudy = '00000000-0000-0000-0000-000000000000'
