// 5 × 7 dots, one string a row.
const glyphs: Record<string, string[]> = {
  S: ['.####', '#....', '#....', '.###.', '....#', '....#', '####.'],
  Y: ['#...#', '#...#', '.#.#.', '..#..', '..#..', '..#..', '..#..'],
  N: ['#...#', '##..#', '#.#.#', '#..##', '#...#', '#...#', '#...#'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
  H: ['#...#', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  E: ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  I: ['.###.', '..#..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  C: ['.####', '#....', '#....', '#....', '#....', '#....', '.####'],
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
}

/** Writes `text` into the pixels, so that a synthetic image can never pass for a patient's. */
export function burnIn(
  pixels: Uint8Array | Uint16Array | Int16Array,
  image: {
    columns: number
    value: number
    x: number
    y: number
    scale: number
    text: string
    offset?: number
  },
): void {
  Array.from(image.text).forEach((letter, index) => {
    glyphs[letter]?.forEach((row, dy) => {
      Array.from(row).forEach((dot, dx) => {
        if (dot !== '#') return
        const left = image.x + (index * 6 + dx) * image.scale
        const top = image.y + dy * image.scale
        for (let y = top; y < top + image.scale; y++) {
          pixels.fill(
            image.value,
            (image.offset ?? 0) + y * image.columns + left,
            (image.offset ?? 0) + y * image.columns + left + image.scale,
          )
        }
      })
    })
  })
}

/** Marks the image SYNTHETIC at the middle of its lower edge, where a viewer's corner texts are not. */
export function burnInSynthetic(
  pixels: Uint8Array | Uint16Array | Int16Array,
  image: { rows: number; columns: number; value: number; offset?: number },
): void {
  const text = 'SYNTHETIC'
  const scale = Math.max(1, Math.round(image.columns / 300))
  burnIn(pixels, {
    columns: image.columns,
    value: image.value,
    x: Math.round((image.columns - text.length * 6 * scale) / 2),
    y: Math.round(image.rows * 0.91),
    scale,
    text,
    ...(image.offset === undefined ? {} : { offset: image.offset }),
  })
}
