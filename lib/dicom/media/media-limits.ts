/** What a medium may ask of the reader (docs/conformance S37, S38). */
export const mediaLimits = {
  /** A full DVD of single CT slices is about 20,000 files. */
  entries: 200_000,
  directories: 20_000,
  depth: 32,
  /** The table of contents of a ZIP, and one directory of a CD. */
  tableBytes: 64 * 1024 * 1024,
  /** One file after inflating. */
  fileBytes: 4 * 1024 ** 3,
  /** Everything in one ZIP after inflating. */
  totalBytes: 512 * 1024 ** 3,
  /** Blank images shrink a thousandfold too: the ratio counts only where the file is large. */
  ratio: 200,
  ratioFreeBytes: 64 * 1024 * 1024,
  dicomdirBytes: 64 * 1024 * 1024,
  references: 500_000,
} as const

export type MediaLimits = { [Name in keyof typeof mediaLimits]: number }
