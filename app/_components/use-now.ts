'use client'
import { useEffect, useState } from 'react'

/** The server's time, ticking: `offset` is server minus browser in milliseconds. */
export function useNow(offset: number, everyMs = 5000): number {
  const [now, setNow] = useState(() => Date.now() + offset)
  useEffect(() => {
    const tick = (): void => setNow(Date.now() + offset)
    tick()
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [offset, everyMs])
  return now
}
