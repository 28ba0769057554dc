import clsx from 'clsx'
import type { ComponentProps } from 'react'

export function Th({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={clsx(
        'h-8 border-b border-line-strong px-2 text-sm font-medium whitespace-nowrap text-ink-3',
        className,
      )}
      {...props}
    />
  )
}
