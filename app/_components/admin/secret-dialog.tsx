'use client'
import { Copy } from 'lucide-react'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { notify } from '../ui/notify'

interface SecretDialogProps {
  title: string
  description: string
  secret: string | null
  onClose: () => void
}

/** A password or token that is shown once. */
export function SecretDialog({ title, description, secret, onClose }: SecretDialogProps) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(secret ?? '').then(
      () => notify('Copied.'),
      () => notify('The browser did not allow copying. Select the text instead.'),
    )
  }
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={description}
    >
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md border border-line-strong bg-ground px-2.5 py-1.5 font-mono break-all select-all">
          {secret}
        </code>
        <Button onClick={() => void copy()}>
          <Copy className="size-3.5" aria-hidden /> Copy
        </Button>
      </div>
      <div className="mt-5 flex justify-end">
        <Button variant="primary" onClick={onClose}>
          I have noted it
        </Button>
      </div>
    </Dialog>
  )
}
