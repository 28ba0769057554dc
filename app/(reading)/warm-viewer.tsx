'use client'
import { useEffect } from 'react'
import { warmViewer } from './reading/[studyId]/_viewer/warm-viewer'

/** While the reader looks at the list, the viewer is fetched, so that the first study opens as fast as the next. */
export function WarmViewer() {
  useEffect(() => {
    const timer = setTimeout(() => void warmViewer(), 1500)
    return () => clearTimeout(timer)
  }, [])
  return null
}
