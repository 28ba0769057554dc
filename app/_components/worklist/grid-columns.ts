/**
 * The columns, by width: narrow desktops drop what the details bar says anyway. The header and the rows share it.
 * due · class · patient · sex age · procedure · modality · images · age · AI · reader · why
 */
export const gridColumns = [
  'grid items-center gap-x-3 px-3',
  'grid-cols-[9.75rem_6.25rem_minmax(0,1.5fr)_3.25rem_minmax(0,1fr)_3rem_9rem_7.5rem]',
  'xl:grid-cols-[9.75rem_6.25rem_minmax(0,1.55fr)_3.25rem_minmax(0,1.1fr)_3rem_2.5rem_4rem_11rem_8.25rem_minmax(0,1.5fr)]',
].join(' ')

export const rowHeight = 32
export const cardHeight = 60
