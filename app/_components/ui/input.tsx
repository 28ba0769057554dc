import clsx from 'clsx'
import type { ComponentProps } from 'react'

export const fieldClass = clsx(
  'w-full rounded-md border border-line-strong bg-ground px-2.5 text-base text-ink',
  'hover:border-ink-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:-outline-offset-1',
  'aria-invalid:border-ink disabled:cursor-not-allowed disabled:opacity-60',
)

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={clsx(fieldClass, 'h-8', className)} {...props} />
}
