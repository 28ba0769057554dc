'use client'
import { useEffect, useRef, useState } from 'react'
import { createStage, type Stage } from '@/lib/viewer/stage'
import { startCornerstone } from '@/lib/viewer/start-cornerstone'

export interface MarkText {
  given: string
  done: (text: string) => void
}

/**
 * The rendering engine of this page. Strict Mode mounts twice: the first stage is destroyed before the second is
 * made, and one that is still starting when the page goes away is never made.
 */
export function useStage(onMarkText: (request: MarkText) => void): { stage: Stage | null; failure: string } {
  const [stage, setStage] = useState<Stage | null>(null)
  const [failure, setFailure] = useState('')
  const ask = useRef(onMarkText)
  useEffect(() => {
    ask.current = onMarkText
  }, [onMarkText])

  useEffect(() => {
    let created: Stage | null = null
    let gone = false
    startCornerstone().then(
      () => {
        if (gone) return
        created = createStage((given, done) => ask.current({ given, done }))
        setStage(created)
      },
      () => setFailure('This browser cannot show images: WebGL is missing or switched off.'),
    )
    return () => {
      gone = true
      setStage(null)
      created?.destroy()
    }
  }, [])
  return { stage, failure }
}
