import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** A plain dense table that scrolls sideways inside its own box on narrow screens. */
export function Table({ className, label, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className={clsx('num w-full border-collapse text-left text-base', className)} {...props} />
    </div>
  )
}
