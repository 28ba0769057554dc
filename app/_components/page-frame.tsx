import type { ReactNode } from 'react'

interface PageFrameProps {
  title: string
  /** What stands right of the title: a period, an action. */
  aside?: ReactNode
  children: ReactNode
  width?: 'text' | 'wide'
}

/** Title, and the content under it, for pages that scroll as a whole. */
export function PageFrame({ title, aside, children, width = 'wide' }: PageFrameProps) {
  return (
    <div
      className={
        width === 'text'
          ? 'mx-auto w-full max-w-3xl px-4 py-5 sm:px-6'
          : 'mx-auto w-full max-w-[88rem] px-4 py-5 sm:px-6'
      }
    >
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {aside}
      </div>
      {children}
    </div>
  )
}
