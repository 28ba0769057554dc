import type { ReactNode } from 'react'
import { requireActor } from '@/lib/access/page-actor'

/** Asked here too, above `loading.tsx`: once the skeleton is on its way, a redirect could only be a 200 with a script. */
export default async function WorklistLayout({ children }: { children: ReactNode }) {
  await requireActor('worklist:read')
  return children
}
