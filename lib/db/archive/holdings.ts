import { db } from '../client'

/** How much the archive holds. */
export async function holdings(): Promise<{ studies: number; instances: number; bytes: number }> {
  const [studies, { _count: instances, _sum }] = await Promise.all([
    db().study.count(),
    db().instance.aggregate({ _count: true, _sum: { byteLength: true } }),
  ])
  return { studies, instances, bytes: Number(_sum.byteLength ?? 0) }
}
