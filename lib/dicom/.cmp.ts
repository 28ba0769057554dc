import { parsePart10 } from './parse-part10'
import fs from 'node:fs'
const root = '/work/shared/data/dicom/'
const py = JSON.parse(fs.readFileSync('/tmp/pyd.json', 'utf8'))
const norm = (v: any): any => (typeof v === 'string' ? v.trim().replace(/\0+$/, '') : v)
const seen = new Map<string, number>()
function note(k: string, f: string, m: string) {
  const n = (seen.get(k) ?? 0) + 1
  seen.set(k, n)
  if (n <= 4) console.log(k, f, m)
}
function same(a: any, b: any): boolean {
  if (typeof a === 'object' && a && typeof b === 'object' && b) {
    return ['Alphabetic', 'Ideographic', 'Phonetic'].every(
      (k) => norm(a[k] ?? '') === norm(b[k] ?? '').replace(/=+$/, ''),
    )
  }
  if (
    (a === null || a === '') &&
    (b === null || b === '' || (typeof b === 'object' && Object.keys(b).length === 0))
  )
    return true
  if (typeof a === 'number' && typeof b !== 'object') return Math.abs(a - Number(b)) <= 1e-12 * Math.abs(a)
  return norm(a) === norm(b)
}
function cmp(a: any, b: any, f: string, p: string) {
  for (const t of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (t.endsWith('0000') || t === 'FFFCFFFC' || t === '00080005') continue
    const x = a[t],
      y = b[t]
    if (!x || !y) {
      note('missing ' + (x ? 'in pydicom' : 'in ours'), f, p + t + ' ' + JSON.stringify(x ?? y).slice(0, 150))
      continue
    }
    if (x.vr !== y.vr) {
      note(`vr ${x.vr} vs ${y.vr}`, f, p + t)
      continue
    }
    if (x.vr === 'SQ') {
      const n = (x.Value ?? []).length,
        m = (y.Value ?? []).length
      if (n !== m) {
        note('items', f, p + t + ` ${n} ${m}`)
        continue
      }
      for (let i = 0; i < n; i++) cmp(x.Value[i], y.Value[i], f, p + t + '/' + i + '/')
      continue
    }
    if (x.BulkData || y.BulkDataURI) {
      if (!(x.BulkData && (y.BulkDataURI || y.InlineBinary)))
        note('bulk', f, p + t + JSON.stringify(x).slice(0, 80) + JSON.stringify(y).slice(0, 80))
      continue
    }
    if (x.InlineBinary || y.InlineBinary) {
      if (x.InlineBinary !== y.InlineBinary)
        note(
          'inline ' + x.vr,
          f,
          p + t + ' ' + x.InlineBinary?.slice(0, 40) + ' ' + y.InlineBinary?.slice(0, 40),
        )
      continue
    }
    const v = x.Value ?? [],
      w = y.Value ?? []
    const wl = w.every(
      (q: any) => q === null || q === '' || (typeof q === 'object' && Object.keys(q).length === 0),
    )
      ? []
      : w
    if (v.length !== wl.length || !v.every((q: any, i: number) => same(q, wl[i])))
      note(
        'value ' + x.vr,
        f,
        p + t + ' ' + JSON.stringify(v).slice(0, 120) + ' | ' + JSON.stringify(w).slice(0, 120),
      )
  }
}
let n = 0
for (const f of Object.keys(py)) {
  const e = py[f].error
  let j: any
  try {
    j = parsePart10(fs.readFileSync(root + f)).json
  } catch (x) {
    if (!e) note('refused', f, (x as Error).message)
    continue
  }
  if (e) {
    note('pyerr', f, e)
    continue
  }
  n++
  cmp(j, py[f], f, '')
}
console.log(n, [...seen])
