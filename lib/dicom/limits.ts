/** What a data set may ask of the parser (docs/conformance: design rule 1). */
export const limits = {
  elements: 100_000,
  items: 65_536,
  fragments: 1_048_576,
  nesting: 64,
  inflatedBytes: 512 * 1024 * 1024,
  /** Above `inflateFreeBytes`, a deflated data set may grow this many times. */
  inflateRatio: 100,
  inflateFreeBytes: 1024 * 1024,
  /** Everything before the pixel data. */
  headerBytes: 64 * 1024 * 1024,
  /** Changes of code element in the text of one data set: each costs a decoder, however short the run is. */
  textRuns: 200_000,
  /** Binary values up to this size stand in the DICOM JSON itself. */
  inlineBytes: 1024,
} as const
