'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FileVerdict } from '@/lib/dicom/media/verdict'
import type { FoundStudy, FromWorker, PickedFile, Progress, ToWorker } from './import-messages'

export interface ImportState {
  phase: 'idle' | 'reading' | 'choosing' | 'sending' | 'done' | 'cancelled' | 'failed'
  read: { files: number; images: number }
  studies: FoundStudy[]
  missing: number
  verdicts: readonly FileVerdict[]
  progress: Progress | null
  startedAt: number
  paused: boolean
  /** Why the import stands still, where a person has to do something about it. */
  held: string
  resumed: boolean
}

const idle: ImportState = {
  phase: 'idle',
  read: { files: 0, images: 0 },
  studies: [],
  missing: 0,
  verdicts: [],
  progress: null,
  startedAt: 0,
  paused: false,
  held: '',
  resumed: false,
}

/** One medium from picking to its verdicts. The work is done in a Web Worker; this only keeps what is shown. */
export function useImport() {
  const [state, setState] = useState<ImportState>(idle)
  const worker = useRef<Worker | null>(null)
  const busy = state.phase === 'reading' || state.phase === 'sending'

  useEffect(() => () => worker.current?.terminate(), [])
  useEffect(() => {
    if (!busy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [busy])

  const tell = useCallback((message: ToWorker) => worker.current?.postMessage(message), [])

  const pick = useCallback(
    async (blocks: Iterable<PickedFile[]> | AsyncIterable<PickedFile[]>) => {
      worker.current?.terminate()
      const own = new Worker(new URL('./import.worker.ts', import.meta.url))
      worker.current = own
      own.onmessage = ({ data }: MessageEvent<FromWorker>) => setState((was) => heard(was, data))
      own.onerror = () => setState((was) => ({ ...was, phase: 'failed' }))
      setState({ ...idle, phase: 'reading' })
      try {
        for await (const files of blocks) tell({ type: 'read', files })
        tell({ type: 'read-end' })
      } catch {
        setState((was) => ({ ...was, phase: 'failed' }))
      }
    },
    [tell],
  )
  const send = useCallback(
    (studies: string[]) => {
      tell({ type: 'send', studies })
      setState((was) => ({ ...was, phase: 'sending', startedAt: Date.now() }))
    },
    [tell],
  )
  const pause = useCallback(() => {
    tell({ type: 'pause' })
    setState((was) => ({ ...was, paused: true }))
  }, [tell])
  const goOn = useCallback(() => {
    tell({ type: 'go-on' })
    setState((was) => ({ ...was, paused: false, held: '' }))
  }, [tell])
  const cancel = useCallback(() => tell({ type: 'cancel' }), [tell])
  const clear = useCallback(() => {
    worker.current?.terminate()
    worker.current = null
    setState(idle)
  }, [])
  return { state, pick, send, pause, goOn, cancel, clear }
}

function heard(was: ImportState, message: FromWorker): ImportState {
  switch (message.type) {
    case 'reading':
      return { ...was, read: { files: message.files, images: message.images } }
    case 'found':
      return { ...was, phase: 'choosing', studies: message.studies, missing: message.missing }
    case 'verdicts':
      return { ...was, verdicts: was.verdicts.concat(message.verdicts) }
    case 'progress':
      return { ...was, progress: message.progress }
    case 'resumed':
      return { ...was, resumed: true }
    case 'held':
      return { ...was, paused: true, held: message.words }
    case 'end':
      return { ...was, phase: message.state, paused: false, held: '' }
  }
}
