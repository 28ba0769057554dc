import { Check, CircleAlert, CircleX } from 'lucide-react'
import type { CheckLevel, FilmChecks } from '@/lib/archive/film/film-answers'

const signs = {
  good: { Icon: Check, word: 'Good' },
  mind: { Icon: CircleAlert, word: 'Mind' },
  bad: { Icon: CircleX, word: 'Take again' },
} satisfies Record<CheckLevel, object>

/** Verdicts on the picture, worst first, and the greys that it has. */
export function CheckList({ checks: { checks, histogram, bits, width, height } }: { checks: FilmChecks }) {
  const order: CheckLevel[] = ['bad', 'mind', 'good']
  const sorted = order.flatMap((level) => checks.filter((check) => check.level === level))
  const highest = Math.max(...histogram, 0.0001)
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-2">Check</h3>
      <ul className="mt-1">
        {sorted.map(({ name, level, words }) => {
          const { Icon, word } = signs[level]
          return (
            <li key={name} className="flex gap-2 border-b border-line py-1.5">
              <Icon className="mt-0.5 size-3.5 shrink-0 text-ink-2" aria-hidden />
              <span className={level === 'good' ? 'text-ink-2' : 'text-ink'}>
                {level === 'good' ? null : <b className="font-medium">{word}. </b>}
                {words}
              </span>
            </li>
          )
        })}
      </ul>
      <svg
        viewBox="0 0 64 24"
        preserveAspectRatio="none"
        role="img"
        aria-label="How often each grey occurs, from black to white"
        className="mt-3 h-12 w-full bg-surface"
      >
        {histogram.map((part, bin) => {
          // The root shows what is rare as well.
          const tall = Math.sqrt(part / highest) * 24
          return <rect key={bin} x={bin} y={24 - tall} width={1.02} height={tall} className="fill-ink-3" />
        })}
      </svg>
      <div className="num mt-1 flex justify-between text-sm text-ink-3">
        <span>Black</span>
        <span>
          {width} × {height} pixels, {bits} bits
        </span>
        <span>White</span>
      </div>
    </div>
  )
}
