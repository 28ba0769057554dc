import type { ReactNode } from 'react'

/** Picture and what can be done with it: side by side at a desk, one above the other on a phone. */
export function StepFrame({ picture, children }: { picture?: ReactNode; children: ReactNode }) {
  if (!picture) return <div className="flex max-w-[56rem] flex-col gap-4">{children}</div>
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0">{picture}</div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </div>
  )
}
