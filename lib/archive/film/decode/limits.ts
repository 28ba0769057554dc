/** Pixels of one page; a film of 35 × 43 cm at 570 dpi has as many. Checked before anything is decoded. */
export const maxPagePixels = 80_000_000
/** Bytes of one file: the largest page in 16 bits, uncompressed, and some room. A file is held in memory while it is worked on. */
export const maxFileBytes = 192 * 1024 * 1024
export const maxPages = 500
/** A PDF page is drawn at most this large. */
export const maxPdfPixels = 36_000_000
