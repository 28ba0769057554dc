'use client'
import clsx from 'clsx'
import { Button, type ButtonProps } from './button'
import { Tooltip } from './tooltip'

interface IconButtonProps extends ButtonProps {
  /** The accessible name, shown as the tooltip as well. */
  label: string
  shortcut?: string
}

const squares = { sm: 'size-7', md: 'size-8', lg: 'size-10' } as const

export function IconButton({
  label,
  shortcut,
  size = 'md',
  variant = 'ghost',
  className,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={clsx('px-0!', squares[size], className)}
        {...props}
      />
    </Tooltip>
  )
}
