'use client'
import { useCallback, useSyncExternalStore } from 'react'

const key = 'wetread-seen-reports'
const changed = new Event('wetread-seen')

/** Which reports this browser has opened: study id and the time of the version, nothing of the patient. */
export function useSeen(): {
  isSeen: (studyId: string, signedAt: string) => boolean
  see: (studyId: string, signedAt: string) => void
} {
  const text = useSyncExternalStore(subscribe, read, () => null)
  const isSeen = useCallback(
    (studyId: string, signedAt: string) => {
      const at = text === null ? signedAt : parse(text)[studyId]
      return at !== undefined && at >= signedAt
    },
    [text],
  )
  const see = useCallback((studyId: string, signedAt: string) => {
    const entries = Object.entries({ ...parse(read()), [studyId]: signedAt })
    try {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(entries.slice(-2000))))
    } catch {
      return // A full or forbidden store: reports merely stay marked as new.
    }
    window.dispatchEvent(changed)
  }, [])
  return { isSeen, see }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  window.addEventListener(changed.type, listener)
  return () => {
    window.removeEventListener('storage', listener)
    window.removeEventListener(changed.type, listener)
  }
}

function read(): string {
  try {
    return localStorage.getItem(key) ?? '{}'
  } catch {
    return '{}'
  }
}

function parse(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    return {}
  }
}
