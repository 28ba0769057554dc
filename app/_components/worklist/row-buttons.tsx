'use client'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { Button } from '../ui/button'
import type { RowActions } from './use-row-actions'
import type { WorklistPermissions } from './worklist'

interface RowButtonsProps {
  row: WorklistRow
  permissions: WorklistPermissions
  actions: RowActions
  onUrgency: (row: WorklistRow) => void
}

export function RowButtons({ row, permissions, actions, onUrgency }: RowButtonsProps) {
  const open = row.state === 'readable' || row.state === 'claimed' || row.state === 'preliminary'
  return (
    <>
      {permissions.setUrgency && open ? (
        <Button size="sm" variant="ghost" onClick={() => onUrgency(row)}>
          Urgency
        </Button>
      ) : null}
      {row.claim?.mine ? (
        <Button size="sm" variant="ghost" onClick={() => void actions.release(row)}>
          Release
        </Button>
      ) : null}
      {permissions.claim && row.state === 'readable' ? (
        <Button size="sm" variant="ghost" onClick={() => void actions.claim(row)}>
          Claim
        </Button>
      ) : null}
      <Button size="sm" onClick={() => actions.open(row)}>
        Open
      </Button>
    </>
  )
}
