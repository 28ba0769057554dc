'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, wordsFor } from '@/app/_components/api-client'
import { ApiError } from '@/app/_components/api-error'
import { Button } from '@/app/_components/ui/button'

/** After signing: on to what is due next, or back to the list. */
export function NextCase() {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState('')

  async function open(): Promise<void> {
    setBusy(true)
    try {
      const { studyId } = await callApi<{ studyId: string }>('POST', '/api/worklist/next')
      router.push(`/reading/${studyId}`)
    } catch (error) {
      const none = error instanceof ApiError && error.code === 'not-found'
      setWords(none ? 'Nothing else is waiting.' : wordsFor(error))
      setBusy(false)
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="sm" variant="primary" disabled={busy} onClick={() => void open()} autoFocus>
        Next case
      </Button>
      <Button size="sm" variant="ghost" onClick={() => router.push('/worklist')}>
        To the list
      </Button>
      {words === '' ? null : (
        <p role="status" className="text-sm text-ink-2">
          {words}
        </p>
      )}
    </div>
  )
}
