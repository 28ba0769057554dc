'use client'
import clsx from 'clsx'
import { Disc3 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../_components/ui/button'
import type { PickedFile } from './import-messages'
import { chosenInBlocks, droppedInBlocks, entriesOf } from './picked-files'

type Blocks = Iterable<PickedFile[]> | AsyncIterable<PickedFile[]>

/** Where a medium is dropped or picked. */
export function DropZone({ onPick }: { onPick: (blocks: Blocks) => void }) {
  const [over, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  // React knows no attribute for it.
  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true
  }, [])
  const picked = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) onPick([...chosenInBlocks(input.files)])
    input.value = ''
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onPick(droppedInBlocks(entriesOf(event.dataTransfer)))
      }}
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-3 rounded-md border border-dashed px-4 py-6',
        over ? 'border-accent bg-selected' : 'border-line-strong',
      )}
    >
      <Disc3 className="size-5 text-ink-3" aria-hidden />
      <p className="min-w-0 flex-1 basis-72 text-ink-2">
        Drop the files of a CD here: a folder, a ZIP, an ISO image, or files. Nothing is sent before you have
        seen whose studies they are.
      </p>
      <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
      <Button onClick={() => files.current?.click()}>Choose files</Button>
      <input
        ref={files}
        type="file"
        multiple
        aria-label="Files to import"
        className="hidden"
        onChange={(event) => picked(event.target)}
      />
      <input
        ref={folder}
        type="file"
        aria-label="Folder to import"
        className="hidden"
        onChange={(event) => picked(event.target)}
      />
    </div>
  )
}
