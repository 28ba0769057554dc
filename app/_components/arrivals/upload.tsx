'use client'
import clsx from 'clsx'
import { Check, CircleX, Upload as UploadIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../ui/button'
import { droppedFiles, isWanted } from './dropped-files'
import { useUploads, type UploadItem } from './use-uploads'

export function Upload({ onStored }: { onStored: () => void }) {
  const { items, add, clear } = useUploads(onStored)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const done = items.filter((item) => item.state !== 'waiting' && item.state !== 'sending')
  const refused = items.filter((item) => item.state === 'refused').length
  return (
    <div>
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void droppedFiles(event.dataTransfer).then(add)
        }}
        className={clsx(
          'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-dashed px-4 py-4',
          over ? 'border-accent bg-selected' : 'border-line-strong',
        )}
      >
        <UploadIcon className="size-4 text-ink-3" aria-hidden />
        <span className="text-ink-2">Drop DICOM files or folders here, or</span>
        <Button size="sm" onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          aria-label="DICOM files"
          className="hidden"
          onChange={(event) => {
            add([...(event.target.files ?? [])].filter(isWanted))
            event.target.value = ''
          }}
        />
      </div>
      {items.length > 0 ? (
        <>
          <div className="mt-3 flex items-center justify-between" role="status">
            <p className="num text-ink-2">
              {done.length} of {items.length} done{refused > 0 ? `, ${refused} refused` : ''}
            </p>
            <Button size="sm" variant="ghost" onClick={clear} disabled={done.length === 0}>
              Clear the finished
            </Button>
          </div>
          <ul className="max-h-72 overflow-y-auto" tabIndex={0} aria-label="Uploads">
            {items.map((item) => (
              <UploadLine key={item.id} item={item} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

function UploadLine({ item }: { item: UploadItem }) {
  const words =
    item.state === 'waiting'
      ? 'Waiting'
      : item.state === 'sending'
        ? `${Math.round(item.part * 100)} %`
        : item.words
  return (
    <li className="border-b border-line px-1 py-1">
      <div className="flex min-h-6 items-center gap-2">
        {item.state === 'stored' || item.state === 'duplicate' ? (
          <Check className="size-3.5 shrink-0 text-ink-2" aria-hidden />
        ) : null}
        {item.state === 'refused' ? <CircleX className="size-3.5 shrink-0 text-ink" aria-hidden /> : null}
        {item.state === 'waiting' || item.state === 'sending' ? (
          <progress
            max={1}
            value={item.part}
            aria-label={`Sending ${item.name}`}
            className="h-1 w-14 shrink-0 accent-(--accent)"
          />
        ) : null}
        <span className="min-w-0 flex-1 truncate" title={item.name}>
          {item.name}
        </span>
        <span className="num shrink-0 text-ink-2">{item.state === 'refused' ? 'Refused' : words}</span>
      </div>
      {item.state === 'refused' ? <p className="pl-5.5 text-ink-2">{words}</p> : null}
    </li>
  )
}
