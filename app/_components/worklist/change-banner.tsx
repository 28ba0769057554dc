'use client'
import { Button } from '../ui/button'
import { UrgencyShape } from '../urgency-shape'
import type { Pending } from './held-rows'

/**
 * Changes of order that wait until the reader lets go of the list, or asks for them. It lies over the column heads
 * (on a phone over the foot of the list): were it to push the rows, it would do what it is there to prevent.
 */
export function ChangeBanner({ pending, onShow }: { pending: Pending; onShow: () => void }) {
  const total = pending.added + pending.moved + pending.removed
  const parts = [
    pending.added > 0 && `${pending.added} new`,
    pending.moved > 0 && `${pending.moved} moved`,
    pending.removed > 0 && `${pending.removed} left the list`,
  ].filter(Boolean)
  return (
    <div
      role="status"
      aria-live="polite"
      className="absolute inset-x-0 bottom-0 z-10 md:top-0 md:bottom-auto"
    >
      {total > 0 ? (
        <div className="flex h-10 items-center gap-2 border-t border-line bg-selected px-3 md:h-7 md:border-t-0 md:border-b">
          {pending.pressing > 0 ? <UrgencyShape kind="critical" /> : null}
          <span className="num text-ink">
            {total} {total === 1 ? 'change' : 'changes'}
            <span className="text-ink-2">
              {' '}
              · {parts.join(', ')}
              {pending.pressing > 0 ? ` · ${pending.pressing} AI critical` : ''}
            </span>
          </span>
          <Button size="sm" variant="ghost" onClick={onShow} className="h-6! text-accent!">
            Show
          </Button>
        </div>
      ) : null}
    </div>
  )
}
