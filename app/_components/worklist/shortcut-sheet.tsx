'use client'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'

const shortcuts: readonly { keys: string[]; does: string }[] = [
  { keys: ['j', '↓'], does: 'Next row' },
  { keys: ['k', '↑'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the study' },
  { keys: ['n'], does: 'Next case: claim and open the most urgent free study' },
  { keys: ['c'], does: 'Claim the row' },
  { keys: ['r'], does: 'Release the row' },
  { keys: ['u'], does: 'Change urgency' },
  { keys: ['.'], does: 'Show waiting changes of order' },
  { keys: ['/'], does: 'Search; Enter goes on to the first match' },
  { keys: ['Esc'], does: 'Leave the search or the list' },
  { keys: ['1', '…', '7'], does: 'Go to a view' },
  { keys: ['?'], does: 'This sheet' },
]

export function ShortcutSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard" width="w-[26rem]">
      <dl className="grid grid-cols-[7rem_1fr] gap-x-4 gap-y-2">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
