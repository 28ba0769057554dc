'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Tabs } from '../ui/tabs'
import { Rules } from '../exchange/rules'
import { AuditLog } from './audit-log'
import { Peers } from './peers'
import { Storage } from './storage'
import { System } from './system'
import { Tokens } from './tokens'
import { Users } from './users'

const parts = ['users', 'peers', 'tokens', 'audit', 'rules', 'storage', 'system'] as const

export function Admin({ ownUserId }: { ownUserId: string }) {
  const [part, setPart] = useQueryState('part', parseAsStringLiteral(parts).withDefault('users'))
  return (
    <Tabs
      label="Administration"
      value={part}
      onValueChange={(next) => void setPart(next)}
      items={[
        { value: 'users', label: 'Users', panel: <Users ownUserId={ownUserId} /> },
        { value: 'peers', label: 'DICOM peers', panel: <Peers /> },
        { value: 'tokens', label: 'Tokens', panel: <Tokens /> },
        { value: 'audit', label: 'Audit log', panel: <AuditLog /> },
        { value: 'rules', label: 'Rules', panel: <Rules /> },
        { value: 'storage', label: 'Storage', panel: <Storage /> },
        { value: 'system', label: 'System', panel: <System /> },
      ]}
    />
  )
}
