import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import {
  deleteDestination,
  destinationHasTransfers,
  findDestination,
  insertDestination,
  listDestinationRows,
  ruleOfDestination,
} from '@/lib/db/exchange/destinations'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { peerByAETitle } from './transfers/peer-by-ae-title'

const name = z.string().trim().min(1).max(80)

/** An archive that studies go to or come from. */
export const destinationInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dimse'),
    name,
    /** A DICOM peer that has a host and a port (Administration → DICOM peers). */
    aeTitle: z.string().trim().min(1).max(16),
  }),
  z.strictObject({
    kind: z.literal('dicomweb'),
    name,
    /** What precedes /studies. */
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine((url) => !new URL(url).username, 'Give the password as authorization, not in the address.')
      .transform((url) => url.replace(/\/+$/, '')),
    /** The whole Authorization header: "Bearer …" or "Basic …"; empty: none. */
    authorization: z
      .string()
      .trim()
      .max(4000)
      .regex(/^[\x20-\x7e]*$/)
      .default(''),
  }),
])
export type DestinationInput = z.infer<typeof destinationInput>

export interface DestinationListing {
  id: string
  name: string
  kind: 'dimse' | 'dicomweb'
  aeTitle: string
  url: string
}

export type OpenedDestination =
  | { kind: 'dimse'; name: string; aeTitle: string }
  | { kind: 'dicomweb'; name: string; url: string; authorization: string }

export async function listDestinations(): Promise<DestinationListing[]> {
  return (await listDestinationRows()).map(listingOf)
}

/**
 * The authorization is encrypted before it is kept, and never shown again.
 * @throws AppError not-found, unprocessable for a DICOM peer that is not on the list or has no host and port; conflict
 */
export async function addDestination(input: DestinationInput, actor: Actor): Promise<DestinationListing> {
  const store = await storage()
  const isWeb = input.kind === 'dicomweb'
  if (!isWeb) await peerByAETitle(input.aeTitle)
  const authorization = isWeb ? input.authorization : ''
  return transaction(async (tx) => {
    const row = await insertDestination(tx, {
      name: input.name,
      kind: input.kind,
      aeTitle: isWeb ? '' : input.aeTitle,
      url: isWeb ? input.url : '',
      credential: authorization === '' ? null : store.seal(Buffer.from(authorization)),
    }).catch((cause: unknown) => {
      if (!isTaken(cause)) throw cause
      throw new AppError('conflict', 'There is a destination of this name already.', { cause })
    })
    const detail = { what: 'destination added', destinationId: row.id, kind: row.kind }
    await audit({ actor, action: 'rule:manage', outcome: 'success', detail }, tx)
    return listingOf(row)
  })
}

/** @throws AppError not-found; conflict while transfers or rules name it */
export async function removeDestination(id: string, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const rule = await ruleOfDestination(tx, id)
    if (rule !== null)
      throw new AppError('conflict', `The rule “${rule}” names this destination. Delete it first.`)
    if (await destinationHasTransfers(tx, id)) {
      throw new AppError('conflict', 'Transfers to this destination are on record: it stays, for their sake.')
    }
    if (!(await deleteDestination(tx, id))) throw new AppError('not-found', 'There is no such destination.')
    const detail = { what: 'destination removed', destinationId: id }
    await audit({ actor, action: 'rule:manage', outcome: 'success', detail }, tx)
  })
}

/** With its authorization in the clear, for whoever sends. @throws AppError not-found */
export async function openDestination(id: string): Promise<OpenedDestination> {
  const row = await findDestination(id)
  if (!row) throw new AppError('not-found', 'The destination is gone.')
  if (row.kind === 'dimse') return { kind: 'dimse', name: row.name, aeTitle: row.aeTitle }
  const authorization = row.credential ? Buffer.from((await storage()).unseal(row.credential)).toString() : ''
  return { kind: 'dicomweb', name: row.name, url: row.url, authorization }
}

function listingOf(row: Awaited<ReturnType<typeof listDestinationRows>>[number]): DestinationListing {
  const { id, name: itsName, aeTitle, url } = row
  return { id, name: itsName, kind: row.kind === 'dimse' ? 'dimse' : 'dicomweb', aeTitle, url }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}
