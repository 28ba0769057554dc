'use client'
import { Dialog } from '@/app/_components/ui/dialog'
import { Kbd } from '@/app/_components/ui/kbd'
import { shortcutSheet } from './commands'

export function ShortcutsSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard and mouse" width="w-[44rem]">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {shortcutSheet.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-sm font-semibold text-ink-2">{group.title}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5 text-base">
              {group.rows.map(([key, meaning]) => (
                <div key={key} className="contents">
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd className="text-ink-2">{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mt-5 text-sm text-ink-3">
        Lengths, angles and arrows are for this sitting: they are not stored with the study.
      </p>
    </Dialog>
  )
}
