'use client'
import Image from 'next/image'
import { useEffect, useState } from 'react'
import type { ImageStack } from '@/lib/viewer/image-stack'
import { Button } from '@/app/_components/ui/button'

interface PaneMessageProps {
  status: 'empty' | 'loading' | 'shown' | 'failed'
  stack: ImageStack | null
  error: string
  /** Where the server draws the image, when only the browser cannot. */
  renderedUrl: string
  onRetry: () => void
}

/** What stands in a pane that shows no picture: waiting, failure, or nothing to show. */
export function PaneMessage({ status, stack, error, renderedUrl, onRetry }: PaneMessageProps) {
  if (status === 'loading') return <Waiting />
  if (status === 'failed') {
    if (renderedUrl !== '') return <ServerPicture key={renderedUrl} url={renderedUrl} error={error} />
    return (
      <div role="alert" className={place}>
        <p className="max-w-80 text-base text-ink">{error}</p>
        <Button size="sm" onClick={onRetry} className="pointer-events-auto">
          Try again
        </Button>
      </div>
    )
  }
  if (status === 'empty' && stack?.noImage) {
    return (
      <div className={place}>
        <p className="text-base font-medium text-ink">No image</p>
        <p className="max-w-80 text-base text-ink-2">{stack.noImage}</p>
      </div>
    )
  }
  if (status === 'empty') {
    return (
      <div className={place}>
        <p className="max-w-60 text-sm text-ink-3">Empty pane. Choose a series, or drag one here.</p>
      </div>
    )
  }
  return null
}

const place =
  'pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-3 bg-black p-6 text-center'

/** The server's drawing of an image that the browser cannot decode: to look at, not to measure. */
function ServerPicture({ url, error }: { url: string; error: string }) {
  const [broken, setBroken] = useState(false)
  if (broken) {
    return (
      <div role="alert" className={place}>
        <p className="max-w-80 text-base text-ink">{error}</p>
      </div>
    )
  }
  return (
    <div className="pointer-events-none absolute inset-0 bg-black">
      <Image unoptimized fill src={url} alt="" onError={() => setBroken(true)} className="object-contain" />
      <p
        role="status"
        className="absolute inset-x-0 bottom-10 px-6 text-center text-sm text-ink [text-shadow:0_0_3px_#000,0_0_5px_#000]"
      >
        Drawn by the server as a still picture: no window, no measuring. {error}
      </p>
    </div>
  )
}

/** Says nothing for the first moment: an image that comes at once should not flicker. */
function Waiting() {
  const [visible, setVisible] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 250)
    return () => clearTimeout(timer)
  }, [])
  return visible ? (
    <p
      role="status"
      className="pointer-events-none absolute inset-0 flex items-center justify-center bg-black/60 text-sm text-ink"
    >
      Loading image…
    </p>
  ) : null
}
