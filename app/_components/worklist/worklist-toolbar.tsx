'use client'
import { CircleHelp, Search } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'
import { Select } from '../ui/select'

interface ToolbarProps {
  searchRef: Ref<HTMLInputElement>
  text: string
  onText: (text: string) => void
  /** From the search on to the first row that matches. */
  onToRows: () => void
  modality: string
  modalities: readonly string[]
  onModality: (modality: string) => void
  onHelp: () => void
  /** null for roles that read nothing. */
  onNextCase: (() => void) | null
}

const anyModality = 'any'

export function WorklistToolbar({
  searchRef,
  text,
  onText,
  onToRows,
  modality,
  modalities,
  onModality,
  onHelp,
  onNextCase,
}: ToolbarProps) {
  const items = [anyModality, ...modalities].map((value) => ({
    value,
    label: value === anyModality ? 'All modalities' : value,
  }))
  function onSearchKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      onText('')
      event.currentTarget.blur()
    }
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onToRows()
  }
  return (
    <div className="flex items-center gap-2 py-1.5">
      <div className="relative min-w-0 flex-1 md:w-52 md:flex-none">
        <Search
          className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
          aria-hidden
        />
        <Input
          ref={searchRef}
          type="search"
          aria-label="Search this view by name, ID or procedure"
          placeholder="Search"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onSearchKey}
          className="h-7! pl-7!"
        />
      </div>
      <Select
        aria-label="Modality"
        items={items}
        value={modality || anyModality}
        onValueChange={(value) => onModality(value === anyModality ? '' : value)}
        className="h-7! w-36!"
      />
      <IconButton
        label="Keyboard"
        shortcut="?"
        size="sm"
        onClick={onHelp}
        className="hidden! md:inline-flex!"
      >
        <CircleHelp className="size-4" aria-hidden />
      </IconButton>
      {onNextCase ? (
        <Button variant="primary" size="sm" onClick={onNextCase}>
          Next case
          <span className="hidden opacity-70 md:inline" aria-hidden>
            n
          </span>
        </Button>
      ) : null}
    </div>
  )
}
