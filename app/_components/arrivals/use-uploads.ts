'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { wordsFor } from '../api-client'
import { sendFile } from './send-file'

export interface UploadItem {
  id: number
  name: string
  state: 'waiting' | 'sending' | 'stored' | 'duplicate' | 'refused'
  part: number
  words: string
}

const atOnce = 3

/** Sends files a few at a time and keeps the answer of each. */
export function useUploads(onStored: () => void): {
  items: UploadItem[]
  add: (files: File[]) => void
  clear: () => void
} {
  const [items, setItems] = useState<UploadItem[]>([])
  const queue = useRef<{ id: number; file: File }[]>([])
  const counter = useRef({ nextId: 1, running: 0 })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const change = useCallback((id: number, update: Partial<UploadItem>) => {
    setItems((was) => was.map((item) => (item.id === id ? { ...item, ...update } : item)))
  }, [])

  const work = useCallback(async () => {
    if (counter.current.running >= atOnce) return
    counter.current.running += 1
    stop.current ??= new AbortController()
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { id, file } = next
      change(id, { state: 'sending' })
      try {
        const answer = await sendFile(file, (part) => change(id, { part }), stop.current.signal)
        const words =
          answer.status === 'duplicate' ? 'Was here already' : answer.warnings.join(' ') || 'Stored'
        change(id, { state: answer.status, part: 1, words })
        onStored()
      } catch (refusal) {
        change(id, { state: 'refused', words: wordsFor(refusal) })
      }
    }
    counter.current.running -= 1
  }, [change, onStored])

  const add = useCallback(
    (files: File[]) => {
      const fresh = files.map((file) => ({ id: counter.current.nextId++, file }))
      queue.current.push(...fresh)
      setItems((was) => [
        ...fresh.map(({ id, file }) => ({
          id,
          name: file.name,
          state: 'waiting' as const,
          part: 0,
          words: '',
        })),
        ...was,
      ])
      for (let n = 0; n < atOnce; n += 1) void work()
    },
    [work],
  )
  const clear = useCallback(
    () => setItems((was) => was.filter((item) => item.state === 'waiting' || item.state === 'sending')),
    [],
  )
  return { items, add, clear }
}
