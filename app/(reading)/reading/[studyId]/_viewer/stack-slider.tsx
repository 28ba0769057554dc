'use client'
import { useSyncExternalStore } from 'react'
import type { ImageLoads } from '@/lib/viewer/image-loads'
import type { StackImage } from '@/lib/viewer/image-stack'
import { loadedRuns } from '@/lib/viewer/loaded-runs'

interface StackSliderProps {
  images: StackImage[]
  index: number
  loads: ImageLoads
  onIndex: (index: number) => void
}

/** Where the reader is in the stack, and how much of it is already here. */
export function StackSlider({ images, index, loads, onIndex }: StackSliderProps) {
  useSyncExternalStore(loads.subscribe, loads.version)
  const runs = loadedRuns(images.map(({ imageId }) => loads.isLoaded(imageId)))
  const percent = (part: number): string => `${(part / images.length) * 100}%`
  return (
    <div className="group absolute inset-y-0 right-0 w-3">
      <div
        aria-hidden
        className="absolute inset-y-8 right-0.5 w-1 rounded-full bg-white/10 group-hover:w-1.5"
      >
        {runs.map((run) => (
          <span
            key={run.from}
            className="absolute w-full bg-white/30"
            style={{ top: percent(run.from), height: percent(run.length) }}
          />
        ))}
        <span
          className="absolute right-0 -mt-0.5 h-1.5 min-h-1.5 w-2 rounded-sm bg-accent"
          style={{ top: percent(index), height: percent(1) }}
        />
      </div>
      <input
        type="range"
        aria-label="Image in the stack"
        aria-valuetext={`Image ${index + 1} of ${images.length}`}
        min={0}
        max={images.length - 1}
        value={index}
        onChange={(event) => onIndex(Number(event.currentTarget.value))}
        className="absolute inset-y-8 right-0 w-3 cursor-pointer opacity-0 [writing-mode:vertical-lr]"
      />
    </div>
  )
}
