'use client'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children: ReactNode
  width?: string
}

/** A modal dialog; focus goes in on opening and back on closing, Escape closes. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  width = 'w-[28rem]',
}: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-black/60 transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          className={clsx(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col',
            'rounded-lg border border-line-strong bg-surface text-ink shadow-pop outline-none',
            'transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
            width,
          )}
        >
          <header className="px-5 pt-4 pr-12">
            <div className="flex flex-col gap-1">
              <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
              {description ? (
                <BaseDialog.Description className="text-base text-ink-2">
                  {description}
                </BaseDialog.Description>
              ) : null}
            </div>
          </header>
          <div className="overflow-y-auto px-5 pt-4 pb-5">{children}</div>
          {/* Last in the order of focus, so that a dialog opens on its first field. */}
          <BaseDialog.Close
            aria-label="Close"
            className="absolute top-3 right-3 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
