'use client'
import { Button as BaseButton } from '@base-ui/react/button'
import clsx from 'clsx'
import type { ComponentProps } from 'react'

const variants = {
  primary:
    'bg-accent text-accent-ink font-medium border-transparent hover:brightness-110 active:brightness-95',
  secondary: 'bg-raised text-ink border-line-strong hover:bg-hover hover:border-ink-3',
  ghost: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-transparent text-critical border-critical/50 hover:bg-critical-ground',
} as const

const sizes = {
  sm: 'h-7 px-2 gap-1.5 text-sm',
  md: 'h-8 px-3 gap-1.5 text-base',
  lg: 'h-10 px-4 gap-2 text-base',
} as const

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, 'className'> {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  className?: string
}

/** The one button. `focusableWhenDisabled` and `render` come from Base UI. */
export function Button({ variant = 'secondary', size = 'md', className, ...props }: ButtonProps) {
  return (
    <BaseButton
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md border whitespace-nowrap select-none',
        'transition-colors duration-100 data-disabled:cursor-not-allowed data-disabled:opacity-50',
        variants[variant],
        sizes[size],
        className,
      )}
      {...props}
    />
  )
}
