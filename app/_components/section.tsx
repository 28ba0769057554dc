import type { ReactNode } from 'react'

/** A headed part of a page. No frame: the heading and the space are enough. */
export function Section({
  title,
  note,
  aside,
  children,
}: {
  title: string
  note?: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="mb-8">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
        <div>
          <h2 className="text-lg font-medium">{title}</h2>
          {note ? <p className="text-ink-2">{note}</p> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}
