'use client'
import { Camera, FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { wordsFor } from '../../../_components/api-client'
import { Button } from '../../../_components/ui/button'
import { handIn } from './hand-in'

const kinds = 'image/jpeg,image/png,image/tiff,application/pdf,.tif,.tiff'

/** The camera of a phone, or a file at a desk; either way the draft begins at once. */
export function SourceChooser() {
  const camera = useRef<HTMLInputElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const [sending, setSending] = useState<number | null>(null)
  const [error, setError] = useState('')

  async function take(input: HTMLInputElement): Promise<void> {
    const chosen = input.files?.[0]
    input.value = ''
    if (!chosen) return
    setError('')
    setSending(0)
    try {
      const { id } = await handIn(chosen, setSending)
      router.push(`/film/${id}`)
    } catch (refusal) {
      setError(wordsFor(refusal))
      setSending(null)
    }
  }

  const busy = sending !== null
  return (
    <div>
      <div className="flex flex-wrap gap-3">
        <Button size="lg" variant="primary" disabled={busy} onClick={() => camera.current?.click()}>
          <Camera className="size-4" aria-hidden />
          Photograph a film
        </Button>
        <Button size="lg" disabled={busy} onClick={() => file.current?.click()}>
          <FileUp className="size-4" aria-hidden />
          Choose a file
        </Button>
      </div>
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        aria-label="Photograph"
        className="hidden"
        onChange={(event) => void take(event.target)}
      />
      <input
        ref={file}
        type="file"
        accept={kinds}
        aria-label="Film file"
        className="hidden"
        onChange={(event) => void take(event.target)}
      />
      <p className="mt-3 max-w-[42rem] text-ink-2">
        JPEG, PNG, TIFF (8 or 16 bits) or PDF. On a light box: room dark, no lamp mirrored in the film, phone
        parallel to it, all four corners in the picture. Lay a ruler on the film if somebody will measure.
      </p>
      <div role="status" className="mt-2 min-h-6">
        {busy ? (
          <span className="flex items-center gap-3 text-ink-2">
            <progress max={1} value={sending} aria-label="Sending" className="h-1 w-32 accent-(--accent)" />
            <span className="num">
              {sending < 1 ? `${Math.round(sending * 100)} %` : 'Looking for the film…'}
            </span>
          </span>
        ) : null}
      </div>
      {error ? (
        <p role="alert" className="max-w-[42rem] font-medium text-ink">
          {error}
        </p>
      ) : null}
    </div>
  )
}
