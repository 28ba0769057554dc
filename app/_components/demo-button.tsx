'use client'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { DemoAccount } from './admin/answers'
import { callApi, wordsFor } from './api-client'
import { showDemoAccounts } from './demo-accounts'
import { Button } from './ui/button'
import { notify } from './ui/notify'

/** Adds the synthetic sample studies and one account per role (administrators). The passwords are shown this once. */
export function DemoButton({ onLoaded }: { onLoaded: () => void }) {
  const [busy, setBusy] = useState(false)
  async function load(): Promise<void> {
    setBusy(true)
    try {
      const answer = await callApi<{ accounts: DemoAccount[] }>('POST', '/api/admin/demo')
      notify('Sample studies are coming in.', { detail: 'They appear on the worklist one after another.' })
      showDemoAccounts(answer.accounts)
      onLoaded()
    } catch (refusal) {
      notify(wordsFor(refusal), { kind: 'error' })
    }
    setBusy(false)
  }
  return (
    <Button onClick={() => void load()} disabled={busy}>
      <FlaskConical className="size-4" aria-hidden />
      {busy ? 'Adding sample studies…' : 'Add sample studies'}
    </Button>
  )
}
