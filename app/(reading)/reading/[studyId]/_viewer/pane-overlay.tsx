'use client'
import type { ReactNode } from 'react'
import clsx from 'clsx'
import { dateText } from '@/lib/viewer/dicom-format'
import type { ImageStack } from '@/lib/viewer/image-stack'
import { attributesOf } from '@/lib/viewer/loaded-objects'
import { overlayText } from '@/lib/viewer/overlay-text'
import type { PaneState } from '@/lib/viewer/pane-state'

interface PaneOverlayProps {
  stack: ImageStack
  state: PaneState
  patient: string
  synthetic: boolean
}

/** In a very small pane (four of them on a phone) only who it is, where we are and which side is which. */
const roomy = '@max-[15rem]:hidden'

/** The writing over the picture. It never takes the pointer. */
export function PaneOverlay({ stack, state, patient, synthetic }: PaneOverlayProps) {
  const image = stack.images[state.imageIndex]
  const corners = overlayText(stack, image ? attributesOf(image.imageId) : undefined, state)
  const { markers } = state
  return (
    <div className="num @container pointer-events-none absolute inset-0 text-xs leading-[1.4] text-[#dfe3e9] [text-shadow:0_0_2px_#000,0_0_3px_#000,0_0_5px_#000]">
      <Corner className="top-2 left-2.5 max-w-[46%] @max-[15rem]:max-w-full">
        <span className="text-ink">{patient}</span>
        {corners.topLeft.map((line) => (
          <span key={line} className={roomy}>
            {line}
          </span>
        ))}
      </Corner>
      <Corner className="top-2 right-4 max-w-[46%] items-end text-right">
        {corners.topRight.map((line) => (
          <span key={line} className={clsx('max-w-full truncate', roomy)}>
            {line}
          </span>
        ))}
        {corners.laterality ? (
          <span className="mt-0.5 inline-flex h-5 min-w-5 items-center justify-center border border-current px-1 text-sm font-semibold text-ink">
            {corners.laterality}
          </span>
        ) : null}
      </Corner>
      <Corner className="bottom-2 left-2.5">
        {state.inverted ? <span>Inverted</span> : null}
        {state.playing > 0 ? <span>Cine {Math.round(state.playing)} fps</span> : null}
        {corners.bottomLeft.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </Corner>
      <Corner className="right-4 bottom-2 items-end text-right">
        {(state.status === 'failed' ? [] : corners.bottomRight).map((line) => (
          <span key={line} className={roomy}>
            {line}
          </span>
        ))}
      </Corner>
      {markers ? (
        <>
          <Marker className="top-1.5 left-1/2 -translate-x-1/2">{markers.top}</Marker>
          <Marker className="bottom-1.5 left-1/2 -translate-x-1/2">{markers.bottom}</Marker>
          <Marker className="top-1/2 left-2.5 -translate-y-1/2">{markers.left}</Marker>
          <Marker className="top-1/2 right-4 -translate-y-1/2">{markers.right}</Marker>
        </>
      ) : null}
      <div className="absolute inset-x-0 bottom-8 flex justify-center gap-2">
        {stack.study.prior ? <Band>PRIOR {dateText(stack.study.StudyDate)}</Band> : null}
        {synthetic ? <Band quiet>SYNTHETIC</Band> : null}
      </div>
    </div>
  )
}

function Corner({ className, children }: { className: string; children: ReactNode }) {
  return <div className={clsx('absolute flex flex-col', className)}>{children}</div>
}

function Marker({ className, children }: { className: string; children: string }) {
  return children === '' ? null : (
    <span className={clsx('absolute text-base font-medium text-ink', className)}>{children}</span>
  )
}

function Band({ quiet = false, children }: { quiet?: boolean; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'rounded-sm border px-1.5 text-xs font-semibold tracking-[0.08em] text-shadow-none',
        quiet ? 'border-ink-3/60 bg-black/60 text-ink-2' : 'border-accent bg-accent text-accent-ink',
      )}
    >
      {children}
    </span>
  )
}
