/**
 * Expands segmented palette data (PS3.3 C.7.9.2): runs of values (0), straight lines (1) and repeats of earlier
 * segments (2). Never longer than the descriptor says, whatever the data asks for.
 */
export function expandSegments(data: Uint16Array, entries: number): Uint16Array {
  const out = new Uint16Array(entries)
  let length = 0
  const push = (value: number): void => {
    if (length < entries) out[length] = value
    length += 1
  }

  function run(from: number, segments: number, nested: boolean): void {
    let at = from
    for (let n = 0; n < segments && at + 1 < data.length && length < entries; n += 1) {
      const opcode = data[at] ?? 0
      const count = data[at + 1] ?? 0
      if (opcode === 0) {
        for (let i = 0; i < count && at + 2 + i < data.length; i += 1) push(data[at + 2 + i] ?? 0)
        at += 2 + count
      } else if (opcode === 1) {
        const start = length > 0 ? (out[length - 1] ?? 0) : 0
        const end = data[at + 2] ?? 0
        for (let i = 1; i <= count; i += 1) push(Math.round(start + ((end - start) * i) / count))
        at += 3
      } else if (opcode === 2 && !nested) {
        run((data[at + 2] ?? 0) | ((data[at + 3] ?? 0) << 16), count, true)
        at += 4
      } else return
    }
  }

  run(0, data.length, false)
  return out
}
