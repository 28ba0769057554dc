import type { LabelReading } from '@/lib/archive/film/film-answers'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { personNameOf } from '../../../_components/person-name'
import { Button } from '../../../_components/ui/button'
import { dateWords } from './film-words'

interface LabelSuggestionsProps {
  reading: LabelReading
  steps: FilmSteps
  change: (update: Partial<FilmSteps>) => void
}

interface Suggestion {
  name: string
  words: string
  isTaken: boolean
  take: Partial<FilmSteps>
}

/** What Tesseract read. Each line is taken over by a person, or not. */
export function LabelSuggestions({ reading, steps, change }: LabelSuggestionsProps) {
  if (!reading.installed) {
    return <p className="text-ink-2">Reading labels is not installed. Type what stands on the film.</p>
  }
  const suggestions = suggestionsOf(reading.suggestions, steps)
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-2">Read by machine: compare with the film</h3>
      {suggestions.length === 0 ? (
        <p className="text-ink-2">
          {reading.lines.length === 0 ? 'No words were found.' : 'Words were found, none of them clear.'}
        </p>
      ) : (
        <ul className="mt-1">
          {suggestions.map(({ name, words, isTaken, take }) => (
            <li key={name} className="flex min-h-9 items-center gap-3 border-b border-line py-1">
              <span className="w-20 shrink-0 text-ink-2">{name}</span>
              <span className="min-w-0 flex-1 truncate">{words}</span>
              <Button
                size="sm"
                disabled={isTaken}
                aria-label={`Take over ${name}: ${words}`}
                onClick={() => change(take)}
              >
                {isTaken ? 'Taken' : 'Take over'}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {reading.lines.length > 0 ? (
        <details className="mt-2">
          <summary className="cursor-pointer text-ink-2">All words found</summary>
          <ul className="mt-1 text-ink-2">
            {reading.lines.map((line, n) => (
              <li key={n}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function suggestionsOf(read: LabelReading['suggestions'], steps: FilmSteps): Suggestion[] {
  const { label } = steps
  const onLabel = (name: string, keyword: keyof typeof label, words: (value: string) => string) => {
    const value = read[keyword]
    if (!value) return []
    return [
      {
        name,
        words: words(value),
        isTaken: label[keyword] === value,
        take: { label: { ...label, [keyword]: value } },
      },
    ]
  }
  const onStep = (name: string, keyword: 'BodyPartExamined' | 'ViewPosition' | 'Laterality') => {
    const value = read[keyword]
    return value
      ? [{ name, words: value, isTaken: steps[keyword] === value, take: { [keyword]: value } }]
      : []
  }
  return [
    ...onLabel('Name', 'PatientName', personNameOf),
    ...onLabel('Number', 'PatientID', (value) => value),
    ...onLabel('Born', 'PatientBirthDate', dateWords),
    ...onLabel('Taken on', 'StudyDate', dateWords),
    ...onStep('Body part', 'BodyPartExamined'),
    ...onStep('View', 'ViewPosition'),
    ...onStep('Side', 'Laterality'),
  ]
}
