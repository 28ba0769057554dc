'use client'
import { byteWords } from '../../../_components/byte-words'
import { span } from '../../../_components/time-words'
import { Button } from '../../../_components/ui/button'
import { useNow } from '../../../_components/use-now'
import type { ImportState } from './use-import'

interface SendingProps {
  state: ImportState
  onPause: () => void
  onGoOn: () => void
  onCancel: () => void
}

/** How far the import has come, in total and for each file under way. */
export function Sending({ state, onPause, onGoOn, onCancel }: SendingProps) {
  const { progress, paused, held, resumed, startedAt } = state
  const now = useNow(0, 1000)
  const seconds = Math.max(1, (now - startedAt) / 1000)
  const files = progress?.files ?? 0
  const done = progress?.doneFiles ?? 0
  const rate = done / seconds
  const left = rate > 0 ? ((files - done) / rate) * 1000 : null
  return (
    <div>
      {held ? (
        <p className="mb-2" role="alert">
          {held}
        </p>
      ) : null}
      {resumed ? <p className="mb-2 text-ink-2">Begun before: it goes on where it stopped.</p> : null}
      <progress
        max={Math.max(1, progress?.bytes ?? 1)}
        value={progress?.doneBytes ?? 0}
        aria-label="Import"
        className="h-1.5 w-full accent-(--accent)"
      />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-3">
        <p className="num text-ink-2">
          {done} of {files} files, {byteWords(progress?.doneBytes ?? 0)} of {byteWords(progress?.bytes ?? 0)}
          {paused
            ? ' · paused'
            : ` · ${rate.toFixed(rate < 10 ? 1 : 0)} files/s${left === null ? '' : ` · ${span(left)} left`}`}
        </p>
        <div className="flex gap-2">
          {paused ? (
            <Button onClick={onGoOn} variant="primary">
              Go on
            </Button>
          ) : (
            <Button onClick={onPause}>Pause</Button>
          )}
          <Button onClick={onCancel} variant="ghost">
            Cancel
          </Button>
        </div>
      </div>
      <ul className="mt-2 min-h-28" aria-label="Files under way">
        {progress?.sending.map((one) => (
          <li key={one.label} className="flex items-center gap-2 text-sm">
            <progress
              max={1}
              value={one.part}
              aria-label={`Sending ${one.label}`}
              className="h-1 w-14 shrink-0 accent-(--accent)"
            />
            <span className="min-w-0 truncate text-ink-2" title={one.label}>
              {one.label}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
