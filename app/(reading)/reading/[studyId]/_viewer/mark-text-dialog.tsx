'use client'
import { useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Field } from '@/app/_components/ui/field'
import { Input } from '@/app/_components/ui/input'
import type { MarkText } from './use-stage'

/** Asks for the words beside an arrow; closing without words takes the arrow away. */
export function MarkTextDialog({ request, onClose }: { request: MarkText | null; onClose: () => void }) {
  const answer = (text: string): void => {
    request?.done(text.trim())
    onClose()
  }
  return (
    <Dialog
      open={request !== null}
      onOpenChange={(open) => {
        if (!open) answer(request?.given ?? '')
      }}
      title="Text beside the arrow"
    >
      {request ? <MarkTextForm given={request.given} onAnswer={answer} /> : null}
    </Dialog>
  )
}

function MarkTextForm({ given, onAnswer }: { given: string; onAnswer: (text: string) => void }) {
  const [text, setText] = useState(given)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer(text)
      }}
    >
      <Field label="Text">
        <Input value={text} maxLength={80} onChange={(event) => setText(event.target.value)} autoFocus />
      </Field>
      <div className="flex justify-end gap-2">
        <Button type="submit" variant="primary" disabled={text.trim() === ''}>
          Place arrow
        </Button>
      </div>
    </form>
  )
}
