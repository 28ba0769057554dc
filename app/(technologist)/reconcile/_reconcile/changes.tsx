'use client'
import { History } from 'lucide-react'
import { useState } from 'react'
import type { ChangeShown } from '@/lib/archive/reconcile/cases-answer'
import { Button } from '../../../_components/ui/button'
import { EmptyState } from '../../../_components/ui/empty-state'
import { Table } from '../../../_components/ui/table'
import { Td } from '../../../_components/ui/td'
import { Th } from '../../../_components/ui/th'
import { When } from '../../../_components/when'
import { ActionDialog } from './action-dialog'
import { changeWords } from './words'

interface ChangesProps {
  changes: readonly ChangeShown[]
  canUndo: boolean
  changed: () => void
}

/** Who did what and why, newest first, each with its way back. */
export function Changes({ changes, canUndo, changed }: ChangesProps) {
  const [undoing, setUndoing] = useState<ChangeShown | null>(null)
  if (changes.length === 0) return <EmptyState compact icon={History} title="Nothing was changed yet" />
  return (
    <>
      <Table label="Changes">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th className="text-right">Objects</Th>
            <Th>Why</Th>
            <Th>By</Th>
            <Th>Undo</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id} className="hover:bg-hover">
              <Td className="whitespace-nowrap text-ink-2">
                <When at={change.at} />
              </Td>
              <Td className="min-w-40 font-medium">
                {changeWords[change.kind]}
                {change.reasonCode ? (
                  <span className="font-normal text-ink-3"> ({change.reasonCode})</span>
                ) : null}
              </Td>
              <Td className="text-right text-ink-2">{change.objects || '–'}</Td>
              <Td className="min-w-40 break-words text-ink-2">{change.reason}</Td>
              <Td className="whitespace-nowrap text-ink-2">{change.by}</Td>
              <Td className="whitespace-nowrap">
                {change.undoneAt ? (
                  <span className="text-ink-3">
                    undone by {change.undoneBy}, <When at={change.undoneAt} />
                  </span>
                ) : change.canUndo && canUndo ? (
                  <Button size="sm" onClick={() => setUndoing(change)}>
                    Undo…
                  </Button>
                ) : (
                  <span className="text-ink-3">{change.canUndo ? '–' : 'too late'}</span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {undoing ? (
        <ActionDialog
          title={`Undo: ${changeWords[undoing.kind].toLowerCase()}`}
          explanation="What was changed goes back to what it was, all of it or nothing."
          confirm="Undo"
          path={`/api/reconcile/changes/${undoing.id}/undo`}
          body={{}}
          done="Undone."
          onClose={() => setUndoing(null)}
          onDone={changed}
        />
      ) : null}
    </>
  )
}
