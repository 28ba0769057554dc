'use client'
import { cloneElement, useId, type ReactElement } from 'react'

interface ControlProps {
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | undefined
}

interface FieldProps {
  label: string
  hint?: string | undefined
  error?: string | undefined
  children: ReactElement<ControlProps>
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': note ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note ? (
        <p id={noteId} className={error ? 'text-sm font-medium text-ink' : 'text-sm text-ink-3'}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
