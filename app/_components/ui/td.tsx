import clsx from 'clsx'
import type { ComponentProps } from 'react'

export function Td({ className, ...props }: ComponentProps<'td'>) {
  return <td className={clsx('h-8 border-b border-line px-2', className)} {...props} />
}
