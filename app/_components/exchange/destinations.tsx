'use client'
import { useQuery } from '@tanstack/react-query'
import { Waypoints } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { QueryStates } from '../admin/query-states'
import { callApi, wordsFor } from '../api-client'
import { Section } from '../section'
import { tellOutcome } from '../tell-outcome'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import type { DestinationListing } from './answers'
import { destinationsQuery } from './destinations-query'

/** Other archives: where rules and people send studies, and where priors come from. */
export function Destinations() {
  const query = useQuery(destinationsQuery)
  const changed = (): void => void query.refetch()

  async function remove({ id, name }: DestinationListing): Promise<void> {
    await tellOutcome(callApi('DELETE', `/api/destinations/${id}`), `${name} is no destination any more.`)
    changed()
  }

  return (
    <Section title="Destinations" note="Other archives that studies go to, or that are asked for priors.">
      <AddDestination onAdded={changed} />
      <QueryStates query={query} loading="Loading destinations">
        {({ destinations }) =>
          destinations.length === 0 ? (
            <EmptyState icon={Waypoints} title="No destinations yet" compact />
          ) : (
            <Table label="Destinations">
              <thead>
                <tr>
                  <Th>Name</Th>
                  <Th>How</Th>
                  <Th>Where</Th>
                  <Th>
                    <span className="sr-only">Actions</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {destinations.map((one) => (
                  <tr key={one.id}>
                    <Td>{one.name}</Td>
                    <Td>{one.kind === 'dimse' ? 'DICOM (C-STORE)' : 'DICOMweb (STOW-RS)'}</Td>
                    <Td>{one.kind === 'dimse' ? one.aeTitle : one.url}</Td>
                    <Td className="text-right">
                      <Button size="sm" variant="ghost" onClick={() => void remove(one)}>
                        Remove
                      </Button>
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </QueryStates>
    </Section>
  )
}

const kinds = [
  { value: 'dimse', label: 'DICOM peer' },
  { value: 'dicomweb', label: 'DICOMweb' },
] as const

function AddDestination({ onAdded }: { onAdded: () => void }) {
  const [kind, setKind] = useState<'dimse' | 'dicomweb'>('dimse')
  const [error, setError] = useState('')

  async function add(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    try {
      await callApi('POST', '/api/destinations', {
        body: { kind, ...Object.fromEntries(new FormData(form)) },
      })
      form.reset()
      setError('')
      onAdded()
    } catch (refusal) {
      setError(wordsFor(refusal))
    }
  }

  return (
    <form onSubmit={(event) => void add(event)} className="mb-4 flex flex-wrap items-end gap-3">
      <div className="w-44">
        <Field label="Name">
          <Input name="name" required maxLength={80} />
        </Field>
      </div>
      <div className="w-36">
        <Field label="How">
          <Select items={kinds} value={kind} onValueChange={setKind} />
        </Field>
      </div>
      {kind === 'dimse' ? (
        <div className="w-44">
          <Field label="AE title">
            <Input key="aeTitle" name="aeTitle" required maxLength={16} spellCheck={false} />
          </Field>
        </div>
      ) : (
        <>
          <div className="w-72">
            <Field label="Address">
              <Input
                key="url"
                name="url"
                type="url"
                required
                placeholder="https://pacs.example.org/dicom-web"
                spellCheck={false}
              />
            </Field>
          </div>
          <div className="w-60">
            <Field label="Authorization header">
              <Input
                key="authorization"
                name="authorization"
                placeholder="Bearer …"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          </div>
        </>
      )}
      <Button type="submit">Add destination</Button>
      {error ? (
        <p role="alert" className="basis-full font-medium">
          {error}
        </p>
      ) : null}
      {kind === 'dimse' ? (
        <p className="basis-full text-sm text-ink-3">
          The AE title of a DICOM peer that has a host and a port (DICOM peers).
        </p>
      ) : null}
    </form>
  )
}
