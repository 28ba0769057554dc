'use client'
import { useSyncExternalStore } from 'react'
import { roleLabels } from '@/lib/access/roles'
import type { DemoAccount } from './admin/answers'
import { Button } from './ui/button'
import { Dialog } from './ui/dialog'

const none: readonly DemoAccount[] = []
let shown: readonly DemoAccount[] = none
const listeners = new Set<() => void>()

/**
 * Shows the accounts of the demo until they are closed by hand. The page that asked may change beneath, as the empty
 * list does when the first sample arrives: the passwords are shown this once and must outlive it.
 */
export function showDemoAccounts(accounts: readonly DemoAccount[]): void {
  shown = accounts
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Belongs into the frame of the pages. */
export function DemoAccounts() {
  const accounts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  )
  const close = () => showDemoAccounts(none)
  return (
    <Dialog
      open={accounts.length > 0}
      onOpenChange={(open) => open || close()}
      title="One account per role"
      description="Write these passwords down now: they are not kept in readable form and are shown this once."
    >
      <dl className="grid grid-cols-[1fr_auto] gap-x-5 gap-y-1 sm:grid-cols-[1fr_auto_auto] sm:gap-y-2">
        {accounts.map((account) => (
          <div key={account.username} className="contents">
            <dt className="text-ink-2">{roleLabels[account.role]}</dt>
            <dd className="font-medium">{account.username}</dd>
            <dd className="col-span-2 mb-2 font-mono whitespace-nowrap select-all sm:col-span-1 sm:mb-0">
              {account.password}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 flex justify-end">
        <Button variant="primary" onClick={close}>
          I have noted them
        </Button>
      </div>
    </Dialog>
  )
}
