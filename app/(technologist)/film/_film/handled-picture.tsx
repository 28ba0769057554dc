'use client'
import { useRef, useState } from 'react'
import type { Point } from '@/lib/archive/film/film-steps'
import { Handle } from './handle'
import { Picture } from './picture'

interface HandledPictureProps {
  picture: string
  words: string
  handles: readonly { label: string; at: Point }[]
  /** Joined to a closed figure, or a line. */
  isClosed: boolean
  onMove: (index: number, to: Point) => void
}

/** A picture with points to move, and a loupe for what the finger covers. */
export function HandledPicture({ picture, words, handles, isClosed, onMove }: HandledPictureProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<number | null>(null)
  const line = handles.map(({ at: [x, y] }) => `${x * 100},${y * 100}`).join(' ')
  const place = held === null ? undefined : handles[held]?.at
  return (
    <div className="flex justify-center rounded-md bg-black p-4">
      <div ref={frame} className="relative">
        <Picture
          src={picture}
          alt={words}
          draggable={false}
          className="block max-h-[68dvh] w-auto max-w-full select-none"
        />
        <svg
          aria-hidden
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="pointer-events-none absolute inset-0 size-full"
        >
          {isClosed ? (
            <polygon
              points={line}
              className="fill-accent/10 stroke-accent"
              vectorEffect="non-scaling-stroke"
            />
          ) : (
            <polyline points={line} className="fill-none stroke-accent" vectorEffect="non-scaling-stroke" />
          )}
        </svg>
        {place ? <Loupe picture={picture} at={place} /> : null}
        {handles.map(({ label, at }, index) => (
          <Handle
            key={label}
            label={label}
            at={at}
            frame={() => frame.current?.getBoundingClientRect()}
            onMove={(to) => onMove(index, to)}
            onHold={(isHeld) => setHeld(isHeld ? index : null)}
          />
        ))}
      </div>
    </div>
  )
}

/** The surroundings of a point, enlarged, away from it and from the corners, where other points are. */
function Loupe({ picture, at: [x, y] }: { picture: string; at: Point }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute left-1/2 z-10 size-28 -translate-x-1/2 overflow-hidden rounded-full border-2 border-accent bg-black"
      style={{ [y < 0.5 ? 'bottom' : 'top']: 8 }}
    >
      <Picture
        src={picture}
        alt=""
        className="absolute top-1/2 left-1/2 w-[900%] max-w-none"
        style={{ transform: `translate(${-x * 100}%, ${-y * 100}%)` }}
      />
      <span className="absolute inset-x-0 top-1/2 h-px bg-accent/70" />
      <span className="absolute inset-y-0 left-1/2 w-px bg-accent/70" />
    </div>
  )
}
