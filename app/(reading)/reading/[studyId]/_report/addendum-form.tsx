'use client'
import { useState } from 'react'
import { callApi, wordsFor } from '@/app/_components/api-client'
import { Button } from '@/app/_components/ui/button'
import { GrowingText } from './growing-text'

interface AddendumFormProps {
  studyId: string
  onSigned: () => void
}

/** Words added to a final report, signed in one step. */
export function AddendumForm({ studyId, onSigned }: AddendumFormProps) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function sign(): Promise<void> {
    setBusy(true)
    setProblem('')
    try {
      await callApi('POST', `/api/studies/${studyId}/report/addendum`, { body: { text } })
      setText('')
      setOpen(false)
      onSigned()
    } catch (error) {
      setProblem(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }

  if (!open) {
    return (
      <Button size="sm" className="self-start" onClick={() => setOpen(true)}>
        Write an addendum
      </Button>
    )
  }
  return (
    <form
      className="flex w-full flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void sign()
      }}
    >
      <GrowingText label="Addendum" name="addendum" rows={4} value={text} onChange={setText} />
      {problem === '' ? null : (
        <p role="alert" className="text-base font-medium text-ink">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={() => setOpen(false)}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary" disabled={busy || text.trim() === ''}>
          {busy ? 'Signing…' : 'Sign addendum'}
        </Button>
      </div>
    </form>
  )
}
