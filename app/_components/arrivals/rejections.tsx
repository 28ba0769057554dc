import { CircleCheck } from 'lucide-react'
import type { ArrivalsAnswer } from '@/lib/worklist/arrivals-answer'
import { When } from '../when'
import { EmptyState } from '../ui/empty-state'
import { originWords } from './state-words'

export function Rejections({ rejections }: { rejections: ArrivalsAnswer['rejections'] }) {
  if (rejections.length === 0) {
    return <EmptyState compact icon={CircleCheck} title="Nothing was refused" />
  }
  return (
    <ul className="flex max-h-48 flex-col overflow-y-auto" tabIndex={0} aria-label="Refused objects">
      {rejections.map((rejection) => (
        <li key={rejection.id} className="border-b border-line py-2">
          <p>{rejection.reason}</p>
          <p className="num text-sm break-all text-ink-3">
            <When at={rejection.at} /> · {rejection.callingAETitle || originWords(rejection.origin)}
            {rejection.address ? ` · ${rejection.address}` : ''}
            {rejection.SOPInstanceUID ? ` · SOP Instance ${rejection.SOPInstanceUID}` : ''}
          </p>
        </li>
      ))}
    </ul>
  )
}
