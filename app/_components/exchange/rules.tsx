'use client'
import { useQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { QueryStates } from '../admin/query-states'
import { callApi } from '../api-client'
import { byteWords } from '../byte-words'
import { Section } from '../section'
import { tellOutcome } from '../tell-outcome'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import type { DryRun, RuleListing } from './answers'
import { Destinations } from './destinations'
import { destinationsQuery } from './destinations-query'
import { DryRunView } from './dry-run-view'
import { RuleForm } from './rule-form'
import { kindWords, ruleSentence } from './rule-words'

/** Standing orders of the archive: none works before somebody has seen what it would do. */
export function Rules() {
  const query = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => callApi<{ rules: RuleListing[] }>('GET', '/api/rules', { signal }),
    refetchInterval: 30_000,
  })
  const [editing, setEditing] = useState<RuleListing | 'new' | null>(null)
  const [switching, setSwitching] = useState<RuleListing | null>(null)
  const changed = (): void => void query.refetch()

  return (
    <>
      <Section
        title="Rules"
        note="Forwarding, priors, retention, quota and cold storage."
        aside={
          <Button size="sm" variant="primary" onClick={() => setEditing('new')}>
            New rule
          </Button>
        }
      >
        <QueryStates query={query} loading="Loading rules">
          {({ rules }) =>
            rules.length === 0 ? (
              <EmptyState icon={ListChecks} title="No rules yet" compact>
                Without rules everything stays here, and nothing is sent anywhere.
              </EmptyState>
            ) : (
              <RuleTable rules={rules} onEdit={setEditing} onSwitchOn={setSwitching} changed={changed} />
            )
          }
        </QueryStates>
      </Section>
      <Destinations />
      {editing ? (
        <RuleForm
          rule={editing === 'new' ? null : editing}
          onClose={(isChanged) => {
            setEditing(null)
            if (isChanged) changed()
          }}
        />
      ) : null}
      {switching ? (
        <SwitchOn
          rule={switching}
          onClose={() => {
            setSwitching(null)
            changed()
          }}
        />
      ) : null}
    </>
  )
}

function RuleTable({
  rules,
  onEdit,
  onSwitchOn,
  changed,
}: {
  rules: readonly RuleListing[]
  onEdit: (rule: RuleListing) => void
  onSwitchOn: (rule: RuleListing) => void
  changed: () => void
}) {
  const destinations = useQuery(destinationsQuery).data?.destinations ?? []
  const nameOf = (id: string): string => destinations.find((one) => one.id === id)?.name ?? 'a destination'

  async function act(work: Promise<unknown>, done: string): Promise<void> {
    await tellOutcome(work, done)
    changed()
  }

  return (
    <Table label="Rules">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Kind</Th>
          <Th>What it does</Th>
          <Th>State</Th>
          <Th>Last run</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} className="hover:bg-hover">
            <Td className="font-medium whitespace-nowrap">{rule.name}</Td>
            <Td className="whitespace-nowrap">{kindWords[rule.kind]}</Td>
            <Td className="min-w-60">{ruleSentence(rule, nameOf)}</Td>
            <Td className="whitespace-nowrap">{rule.enabledAt ? 'on' : 'off'}</Td>
            <Td className="whitespace-nowrap">
              <LastRun rule={rule} />
            </Td>
            <Td className="text-right whitespace-nowrap">
              {rule.enabledAt ? (
                <Button
                  size="sm"
                  onClick={() =>
                    void act(
                      callApi('PUT', `/api/rules/${rule.id}/enabled`, { body: { enabled: false } }),
                      `${rule.name} is off.`,
                    )
                  }
                >
                  Switch off
                </Button>
              ) : (
                <Button size="sm" onClick={() => onSwitchOn(rule)}>
                  Switch on …
                </Button>
              )}{' '}
              <Button size="sm" variant="ghost" onClick={() => onEdit(rule)}>
                Change
              </Button>{' '}
              <Button
                size="sm"
                variant="ghost"
                onClick={() =>
                  void act(callApi('DELETE', `/api/rules/${rule.id}`), `${rule.name} is deleted.`)
                }
              >
                Delete
              </Button>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function LastRun({ rule: { lastRunAt, lastRun } }: { rule: RuleListing }) {
  if (!lastRunAt) return null
  const { studies = 0, bytes = 0, failed = 0 } = lastRun ?? {}
  return (
    <>
      <When at={lastRunAt} />
      {`: ${studies} studies, ${byteWords(bytes)}${failed > 0 ? `, ${failed} failed` : ''}`}
    </>
  )
}

/** A rule goes on only from here: beside what it would do. */
function SwitchOn({ rule, onClose }: { rule: RuleListing; onClose: () => void }) {
  const dry = useQuery({
    queryKey: ['rules', rule.id, 'dry-run'],
    queryFn: ({ signal }) => callApi<DryRun>('GET', `/api/rules/${rule.id}/dry-run`, { signal }),
    gcTime: 0,
  })

  async function switchOn(): Promise<void> {
    const work = callApi('PUT', `/api/rules/${rule.id}/enabled`, { body: { enabled: true } })
    await tellOutcome(work, `${rule.name} is on.`)
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Switch on “${rule.name}”?`}
      width="w-[36rem]"
    >
      <QueryStates query={dry} loading="Working out what it would do">
        {(answer) => (
          <>
            <DryRunView dry={answer} />
            <div className="mt-4 flex justify-end gap-2">
              <Button onClick={onClose}>Leave it off</Button>
              <Button variant="primary" onClick={() => void switchOn()}>
                Switch on
              </Button>
            </div>
          </>
        )}
      </QueryStates>
    </Dialog>
  )
}
