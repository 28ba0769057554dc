import clsx from 'clsx'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('pulse-quiet rounded-sm bg-raised', className)} />
}
