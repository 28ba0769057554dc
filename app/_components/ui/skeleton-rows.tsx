import { Skeleton } from './skeleton'

const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6', 'w-3/5', 'w-1/2', 'w-3/4', 'w-2/5']

/** A list that is on its way. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b border-line px-3">
          <Skeleton className="h-2.5 w-16" />
          <div className="flex-1">
            <Skeleton className={`h-2.5 ${widths[row % widths.length] ?? ''}`} />
          </div>
          <Skeleton className="h-2.5 w-24" />
        </div>
      ))}
    </div>
  )
}
