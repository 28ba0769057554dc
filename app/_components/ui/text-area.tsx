import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { fieldClass } from './input'

export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={clsx(fieldClass, 'min-h-16 resize-y py-1.5 leading-relaxed', className)}
      {...props}
    />
  )
}
