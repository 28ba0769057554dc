'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Tabs } from '../ui/tabs'
import { DayList } from './day-list'
import { Unmatched } from './unmatched'

const views = ['day', 'unmatched'] as const

interface OrdersProps {
  canWrite: boolean
  canMatch: boolean
}

/** What is to be done, and what has not found its other half. */
export function Orders({ canWrite, canMatch }: OrdersProps) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('day'))
  if (!canMatch) return <DayList canWrite={canWrite} canMatch={false} />
  return (
    <Tabs
      label="Orders"
      value={view}
      onValueChange={(next) => void setView(next)}
      items={[
        { value: 'day', label: 'Schedule', panel: <DayList canWrite={canWrite} canMatch /> },
        { value: 'unmatched', label: 'Without a match', panel: <Unmatched /> },
      ]}
    />
  )
}
