'use client'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { DemoAccount } from './admin/answers'
import { roleLabels } from '@/lib/access/roles'
import { callApi, wordsFor } from './api-client'
import { Button } from './ui/button'
import { Dialog } from './ui/dialog'
import { notify } from './ui/notify'

/** Adds the synthetic sample studies and one account per role (administrators). The passwords are shown this once. */
export function DemoButton({ onLoaded }: { onLoaded: () => void }) {
  const [busy, setBusy] = useState(false)
  const [accounts, setAccounts] = useState<DemoAccount[]>([])
  async function load(): Promise<void> {
    setBusy(true)
    try {
      const answer = await callApi<{ accounts: DemoAccount[] }>('POST', '/api/admin/demo')
      notify('Sample studies are coming in.', { detail: 'They appear on the worklist one after another.' })
      setAccounts(answer.accounts)
      onLoaded()
    } catch (refusal) {
      notify(wordsFor(refusal), { kind: 'error' })
    }
    setBusy(false)
  }
  return (
    <>
      <Button onClick={() => void load()} disabled={busy}>
        <FlaskConical className="size-4" aria-hidden />
        {busy ? 'Adding sample studies…' : 'Add sample studies'}
      </Button>
      <Dialog
        open={accounts.length > 0}
        onOpenChange={(open) => open || setAccounts([])}
        title="One account per role"
        description="Write these passwords down now: they are not kept in readable form and are shown this once."
      >
        <dl className="grid grid-cols-[1fr_auto_auto] gap-x-5 gap-y-2">
          {accounts.map((account) => (
            <div key={account.username} className="contents">
              <dt className="text-ink-2">{roleLabels[account.role]}</dt>
              <dd className="font-medium">{account.username}</dd>
              <dd className="font-mono">{account.password}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  )
}
