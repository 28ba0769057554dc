import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
  /** Beside other content instead of in place of a whole page. */
  compact?: boolean
}

export function EmptyState({ icon: Icon, title, children, action, compact = false }: EmptyStateProps) {
  return (
    <div
      className={clsx(
        'flex flex-col items-center justify-center gap-2 px-6 text-center',
        compact ? 'py-6' : 'py-16',
      )}
    >
      <Icon className="mb-1 size-6 text-ink-3" strokeWidth={1.5} aria-hidden />
      <p className={compact ? 'text-base text-ink-2' : 'text-lg font-medium text-ink'}>{title}</p>
      {children ? <div className="max-w-[26rem] text-base text-ink-2">{children}</div> : null}
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  )
}
