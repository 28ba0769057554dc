import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Compared {
  label: string
  left: string
  right: string
}

interface CompareProps {
  label: string
  heads: [left: ReactNode, right: ReactNode]
  rows: readonly Compared[]
}

/** Two descriptions beside each other; where they differ a mark and weight say so, not colour alone. */
export function Compare({ label, heads, rows }: CompareProps) {
  return (
    <table className="num w-full table-fixed border-collapse text-left" aria-label={label}>
      <thead>
        <tr className="border-b border-line align-bottom">
          <th scope="col" className="w-24 py-1.5 pr-2 text-sm font-medium text-ink-3 sm:w-32">
            <span className="sr-only">Attribute</span>
          </th>
          {heads.map((head, n) => (
            <th key={n} scope="col" className="py-1.5 pr-3 text-sm font-medium text-ink-2">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label: name, left, right }) => {
          const differs = left !== right
          return (
            <tr key={name} className={clsx('border-b border-line align-top', differs && 'bg-selected')}>
              <th scope="row" className="py-1.5 pr-2 pl-1 text-sm font-normal text-ink-3">
                {name}
                {differs ? (
                  <span className="ml-1 font-semibold text-urgent">
                    <span aria-hidden>≠</span>
                    <span className="sr-only">differs</span>
                  </span>
                ) : null}
              </th>
              {[left, right].map((value, n) => (
                <td
                  key={n}
                  className={clsx('py-1.5 pr-3 break-words', differs ? 'font-semibold' : 'text-ink-2')}
                >
                  {value || '–'}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
