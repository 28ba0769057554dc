/**
 * The columns, by width: what a narrower window drops stands in the details bar.
 * due · class · patient · age · (ID) · procedure · modality and images · (received) · AI · reader · (why)
 */
export const gridColumns = [
  'grid items-center gap-x-2.5 px-3',
  'grid-cols-[8.75rem_6.25rem_minmax(0,1.4fr)_3.25rem_minmax(0,1fr)_3.75rem_9.5rem_6.5rem]',
  'min-[1180px]:grid-cols-[8.75rem_6.25rem_minmax(0,1.2fr)_3.25rem_minmax(0,0.9fr)_3.75rem_9.75rem_6.5rem_minmax(0,1.3fr)]',
  'min-[1400px]:grid-cols-[8.25rem_6rem_minmax(0,1fr)_3.25rem_4.75rem_minmax(0,0.9fr)_3.75rem_10.75rem_5.5rem_minmax(0,1.6fr)]',
  'min-[1600px]:grid-cols-[8.25rem_6rem_minmax(0,1fr)_3.25rem_6rem_minmax(0,1fr)_3.75rem_3.5rem_14rem_6.5rem_minmax(0,1.5fr)]',
].join(' ')

/** Columns that only wider windows have. */
export const wideOnly = 'hidden min-[1180px]:flex'
export const widerOnly = 'hidden min-[1400px]:flex'
export const widestOnly = 'hidden min-[1600px]:flex'

export const rowHeight = 32
export const cardHeight = 60
