'use client'
import clsx from 'clsx'
import Image from 'next/image'
import { useEffect, useRef, useState } from 'react'

interface PreviewImageProps {
  src: string
  /** Addresses that are likely next. */
  ahead: readonly (string | undefined)[]
  label: string
  onStep: (step: number) => void
}

/** One picture. The one before stays until the next is there, so that scrolling does not flicker. */
export function PreviewImage({ src, ahead, label, onStep }: PreviewImageProps) {
  const [state, setState] = useState<{ shown: string; failed: string }>({ shown: '', failed: '' })
  const box = useRef<HTMLDivElement>(null)
  const [first = '', second = ''] = ahead
  useEffect(() => {
    let current = true
    const image = new window.Image()
    image.onload = () => {
      if (!current) return
      setState({ shown: src, failed: '' })
      for (const next of [first, second]) if (next) new window.Image().src = next
    }
    image.onerror = () => current && setState((was) => ({ ...was, failed: src }))
    image.src = src
    return () => {
      current = false
    }
  }, [src, first, second])
  // React listens to the wheel passively, and then the page would scroll with the stack.
  useEffect(() => {
    const element = box.current
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY === 0) return
      event.preventDefault()
      onStep(Math.sign(event.deltaY))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [onStep])
  const failed = state.failed === src
  const waiting = !failed && state.shown !== src
  return (
    <div
      ref={box}
      className="relative flex aspect-square w-full items-center justify-center overflow-hidden rounded-md bg-[#0c0d0f]"
    >
      {state.shown !== '' && !failed ? (
        <Image
          unoptimized
          fill
          src={state.shown}
          alt={label}
          draggable={false}
          className={clsx('object-contain', waiting && 'opacity-70')}
        />
      ) : null}
      {waiting && state.shown === '' ? <p className="text-[#a9aeb7]">Loading the image…</p> : null}
      {failed ? (
        <p className="max-w-64 text-center text-[#a9aeb7]">
          This image cannot be shown as a picture. The radiology department can open it.
        </p>
      ) : null}
    </div>
  )
}
