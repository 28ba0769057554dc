/** A word as Tesseract found it, with its place in the picture. */
export interface OcrWord {
  text: string
  /** 0 to 100. */
  confidence: number
  left: number
  top: number
  width: number
  height: number
  line: string
}

/** Words out of Tesseract's table: level, page, block, paragraph, line, word, box, confidence, text. */
export function wordsOfTsv(tsv: string): OcrWord[] {
  return tsv.split('\n').flatMap((row) => {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, ...rest] =
      row.split('\t')
    const text = rest.join(' ').trim()
    if (level !== '5' || text === '') return []
    return [
      {
        text,
        confidence: Number(confidence),
        ...{ left: Number(left), top: Number(top), width: Number(width), height: Number(height) },
        line: [page, block, paragraph, line].join('.'),
      },
    ]
  })
}

/** Lines of text, upper ones first; words that Tesseract doubts are left out. */
export function linesOf(words: readonly OcrWord[], leastConfidence = 45): string[] {
  const lines = new Map<string, OcrWord[]>()
  for (const word of words.filter(({ confidence }) => confidence >= leastConfidence)) {
    lines.set(word.line, [...(lines.get(word.line) ?? []), word])
  }
  return [...lines.values()]
    .map((line) => line.sort((a, b) => a.left - b.left))
    .sort((a, b) => (a[0]?.top ?? 0) - (b[0]?.top ?? 0))
    .map((line) => line.map(({ text }) => text).join(' '))
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
}
