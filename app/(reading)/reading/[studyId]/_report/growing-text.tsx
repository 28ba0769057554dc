'use client'
import { useId, useLayoutEffect, useRef } from 'react'

interface GrowingTextProps {
  label: string
  name: string
  value: string
  rows: number
  placeholder?: string
  readOnly?: boolean
  onChange: (value: string) => void
  onBlur?: () => void
}

/** A text field as tall as what stands in it. */
export function GrowingText({
  label,
  name,
  value,
  rows,
  placeholder,
  readOnly,
  onChange,
  onBlur,
}: GrowingTextProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [value])
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        data-report-field={name}
        rows={rows}
        value={value}
        placeholder={placeholder}
        readOnly={readOnly}
        maxLength={20_000}
        spellCheck
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
        className="w-full resize-none overflow-hidden rounded-md border border-line bg-ground px-2.5 py-2 text-[0.875rem] leading-[1.6] text-ink hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:-outline-offset-1"
      />
    </div>
  )
}
