'use client'
import { useState, type FormEvent, type ReactNode } from 'react'
import { callApi, wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { Field } from '../../../_components/ui/field'
import { notify } from '../../../_components/ui/notify'
import { TextArea } from '../../../_components/ui/text-area'

interface ActionDialogProps {
  title: string
  explanation: ReactNode
  confirm: string
  danger?: boolean
  path: string
  /** All but the reason; null: something is still to be chosen. */
  body: object | null
  done: string
  width?: string
  onClose: () => void
  onDone: () => void
  children?: ReactNode
}

/** Every change of what is stored asks why, and says what it does before it is done. */
export function ActionDialog(props: ActionDialogProps) {
  const {
    title,
    explanation,
    confirm,
    danger = false,
    path,
    body,
    done,
    width,
    onClose,
    onDone,
    children,
  } = props
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)

  async function act(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!body) {
      setError('Something is still to be chosen above.')
      return
    }
    setBusy(true)
    setError('')
    try {
      await callApi('POST', path, { body: { ...body, reason } })
      notify(done)
      onDone()
      onClose()
    } catch (refusal) {
      setError(wordsFor(refusal))
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={explanation}
      {...(width ? { width } : {})}
    >
      <form onSubmit={(event) => void act(event)} className="flex flex-col gap-4">
        {children}
        <Field label="Reason" hint="Kept with the change, for the audit log. No names here.">
          <TextArea
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {error ? (
          <p role="alert" className="font-medium text-critical">
            {error}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button type="button" variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant={danger ? 'danger' : 'primary'}
            disabled={isBusy}
            focusableWhenDisabled
          >
            {isBusy ? 'Working…' : confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
