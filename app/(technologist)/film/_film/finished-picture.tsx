'use client'
import clsx from 'clsx'
import { wordsFor } from '../../../_components/api-client'
import { ErrorState } from '../../../_components/ui/error-state'
import { Picture } from './picture'
import type { usePreview } from './use-pictures'
import { WaitingPicture } from './waiting-picture'

/** The film as it will be. Paler while a newer one is on its way. */
export function FinishedPicture({
  preview,
  isKept,
}: {
  preview: ReturnType<typeof usePreview>
  isKept: boolean
}) {
  if (preview.error && !preview.data) {
    return <ErrorState message={wordsFor(preview.error)} onRetry={() => void preview.refetch()} />
  }
  if (!preview.data) return <WaitingPicture label="Developing" />
  const waits = preview.isPlaceholderData || !isKept
  return (
    <div className="flex justify-center rounded-md bg-black p-2" aria-busy={waits}>
      <Picture
        src={preview.data.picture}
        alt="The finished film"
        className={clsx('block max-h-[68dvh] w-auto max-w-full', waits && 'opacity-60')}
      />
    </div>
  )
}
