'use client'
import clsx from 'clsx'
import { FileText } from 'lucide-react'
import Image from 'next/image'
import { useState, useSyncExternalStore } from 'react'
import type { ImageLoads } from '@/lib/viewer/image-loads'
import type { ImageStack } from '@/lib/viewer/image-stack'

interface SeriesRailProps {
  stacks: ImageStack[]
  /** Stack ids now on the screen, and the one the keys reach. */
  hung: readonly (string | null)[]
  activeId: string | null
  loads: ImageLoads
  /** Thumbnails wait until the first image is on the screen. */
  ready: boolean
  onHang: (stackId: string) => void
}

export function SeriesRail({ stacks, hung, activeId, loads, ready, onHang }: SeriesRailProps) {
  useSyncExternalStore(loads.subscribe, loads.version)
  return (
    <ul className="flex gap-1 p-1.5 max-lg:w-max lg:flex-col">
      {stacks.map((stack) => {
        const count = stack.images.length
        const loaded = stack.images.filter(({ imageId }) => loads.isLoaded(imageId)).length
        return (
          <li key={stack.stackId}>
            <button
              type="button"
              draggable={count > 0}
              onDragStart={(event) => event.dataTransfer.setData('text/plain', stack.stackId)}
              onClick={() => onHang(stack.stackId)}
              aria-pressed={stack.stackId === activeId}
              title={stack.noImage || stack.SeriesDescription || undefined}
              className={clsx(
                'flex w-full flex-col gap-1 rounded-md border p-1 text-left max-lg:w-26',
                stack.stackId === activeId
                  ? 'border-accent bg-selected'
                  : hung.includes(stack.stackId)
                    ? 'border-line-strong bg-raised'
                    : 'border-transparent hover:bg-hover',
              )}
            >
              <span className="relative block aspect-[4/3] overflow-hidden rounded-sm bg-black max-lg:aspect-[16/9]">
                <Thumbnail stack={stack} ready={ready} />
                {count > 0 && loaded < count ? (
                  <span
                    role="progressbar"
                    aria-label="Images loaded"
                    aria-valuenow={loaded}
                    aria-valuemax={count}
                    className="absolute inset-x-0 bottom-0 h-0.5 bg-white/10"
                  >
                    <span
                      className="block h-full bg-accent/80"
                      style={{ width: `${(loaded / count) * 100}%` }}
                    />
                  </span>
                ) : null}
              </span>
              <span className="block truncate text-sm text-ink">
                {stack.SeriesDescription || stack.Modality || 'Series'}
              </span>
              <span className="num block truncate text-xs text-ink-3">
                {[
                  stack.SeriesNumber === null ? '' : `#${stack.SeriesNumber}`,
                  stack.Modality,
                  countWords(stack),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Thumbnail({ stack, ready }: { stack: ImageStack; ready: boolean }) {
  const [broken, setBroken] = useState(false)
  if (stack.images.length === 0 || broken) {
    return (
      <span className="absolute inset-0 flex flex-col items-center justify-center gap-1 text-xs text-ink-3">
        <FileText className="size-4" strokeWidth={1.5} aria-hidden />
        {stack.images.length === 0 ? 'no image' : 'no preview'}
      </span>
    )
  }
  if (!ready) return null
  return (
    // Unoptimised: Next's image server must not fetch, keep or re-encode pictures of patients.
    <Image
      unoptimized
      fill
      src={stack.thumbnailUrl}
      alt=""
      loading="lazy"
      draggable={false}
      onError={() => setBroken(true)}
      className="object-contain"
    />
  )
}

function countWords(stack: ImageStack): string {
  const count = stack.images.length
  if (count === 0) return 'no image'
  if (stack.multiFrame) return `${count} frames`
  return count === 1 ? '1 image' : `${count} images`
}
