import { byteWords } from '../byte-words'
import type { DryRun } from './answers'

/** What a rule would have done, in a sentence, by day and by example. */
export function DryRunView({ dry }: { dry: DryRun }) {
  const most = Math.max(1, ...dry.perDay.map(({ studies }) => studies))
  const n = (count: number): string => count.toLocaleString('en-GB')
  return (
    <div role="status" className="rounded-md border border-line-strong p-3">
      <p className="font-medium">
        {dry.basis === 'last-30-days' ? 'In the last 30 days it would have taken ' : 'Now it would take '}
        {n(dry.studies)} {dry.studies === 1 ? 'study' : 'studies'}, {n(dry.instances)} images,{' '}
        {byteWords(dry.bytes)}, of {n(dry.lookedAt)} looked at{dry.isCut ? ' (the archive holds more)' : ''}.
      </p>
      {dry.sparedUnread + dry.sparedHeld > 0 ? (
        <p className="text-ink-2">
          Spared: {n(dry.sparedUnread)} not read yet, {n(dry.sparedHeld)} under a legal hold.
        </p>
      ) : null}
      {dry.perDay.length > 1 ? (
        <div
          className="mt-2 flex h-12 items-end gap-px"
          role="img"
          aria-label={dry.perDay.map(({ day, studies }) => `${day}: ${studies}`).join(', ')}
        >
          {dry.perDay.map(({ day, studies }) => (
            <span
              key={day}
              title={`${day}: ${studies}`}
              className="w-2 bg-ink-3"
              style={{ height: `${Math.max(6, (100 * studies) / most)}%` }}
            />
          ))}
        </div>
      ) : null}
      {dry.sample.length > 0 ? (
        <ul className="num mt-2 max-h-40 overflow-y-auto text-sm text-ink-2">
          {dry.sample.map((study) => (
            <li key={study.studyId}>
              {study.ModalitiesInStudy.join(', ')} {study.StudyDate} {study.StudyDescription}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
