'use client'
import { ImageOff } from 'lucide-react'
import Image from 'next/image'
import { useState } from 'react'

/** A first look at the images; where there is none it says so. */
export function Picture({ src, label }: { src: string; label: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) {
    return (
      <span className="flex size-28 flex-col items-center justify-center gap-1 rounded-sm border border-line text-sm text-ink-3">
        <ImageOff className="size-4" aria-hidden /> No picture
      </span>
    )
  }
  return (
    <Image
      src={src}
      alt={label}
      unoptimized
      width={112}
      height={112}
      onError={() => setFailed(true)}
      className="size-28 rounded-sm border border-line bg-black object-contain"
    />
  )
}
