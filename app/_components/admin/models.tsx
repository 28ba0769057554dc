import { BrainCircuit } from 'lucide-react'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'

export interface ModelListing {
  name: string
  version: string
  title: string
  sha256: string
  state: 'ready' | 'off'
  reason: string
}

export function Models({ models }: { models: ModelListing[] }) {
  if (models.length === 0) {
    return (
      <EmptyState compact icon={BrainCircuit} title="No model has been loaded">
        The worker loads what lies in the models folder when it starts.
      </EmptyState>
    )
  }
  return (
    <Table label="Models">
      <thead>
        <tr>
          <Th>Model</Th>
          <Th>Version</Th>
          <Th>State</Th>
          <Th>SHA-256</Th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={`${model.name} ${model.version}`}>
            <Td className="font-medium">{model.title || model.name}</Td>
            <Td className="text-ink-2">{model.version}</Td>
            <Td>{model.state === 'ready' ? 'Ready' : `Off: ${model.reason}`}</Td>
            <Td className="text-ink-3" title={model.sha256}>
              {model.sha256.slice(0, 16)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
