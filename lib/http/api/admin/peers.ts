import { isIP } from 'node:net'
import { z } from 'zod'
import { peerRights, defaultPeerRights } from '@/lib/access/peer-rights'
import { allowPeer, changePeer, listPeers, removePeer } from '@/lib/access/peers'
import { echoPeer } from '@/lib/exchange/send/echo-peer'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

/** AE, PS3.5 6.2: 1 to 16 characters, no backslash, no control characters, outer spaces not significant. */
const aeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'an AE title has 1 to 16 characters and no backslash')

const settings = {
  address: z
    .string()
    .trim()
    .refine((value) => value === '' || isIP(value) !== 0, 'give one IP address, or leave it empty for any')
    .default(''),
  rights: z
    .array(z.enum(peerRights))
    .max(peerRights.length)
    .default([...defaultPeerRights]),
  host: z
    .string()
    .trim()
    .regex(/^([\w.-]{1,253}|[0-9a-fA-F:]{2,39})?$/, 'give a host name or an IP address')
    .default(''),
  port: z.number().int().min(1).max(65_535).nullable().default(null),
  tls: z.boolean().default(false),
  fingerprint: z
    .string()
    .trim()
    .transform((text) =>
      text
        .replace(/^sha-?256[ :=]*/i, '')
        .replace(/[: ]/g, '')
        .toLowerCase(),
    )
    .refine((hex) => /^([0-9a-f]{64})?$/.test(hex), 'a SHA-256 fingerprint has 64 hexadecimal digits')
    .default(''),
  note: plainText(200).trim().default(''),
}

type Where = { host: string; port: number | null }
const isWhole = ({ host, port }: Where): boolean => (host === '') === (port === null)
const whole = { error: 'host and port belong together: give both, or neither', path: ['port'] }
const body = z.strictObject({ aeTitle, ...settings }).refine(isWhole, whole)
const change = z.strictObject(settings).refine(isWhole, whole)
const params = z.object({ id: z.uuid() })

export const peerRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/peers',
    action: 'peer:manage',
    handle: async () => ({ peers: await listPeers() }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/admin/peers',
    action: 'peer:manage',
    audit: 'none',
    body,
    handle: async ({ actor, body: input, reply }) => {
      const peer = await allowPeer(input, actor)
      void reply.code(201)
      return peer
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/admin/peers/:id',
    action: 'peer:manage',
    audit: 'none',
    params,
    body: change,
    handle: ({ actor, body: input, params: { id } }) => changePeer(id, input, actor),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/admin/peers/:id',
    action: 'peer:manage',
    audit: 'none',
    params,
    handle: async ({ actor, params: { id } }) => {
      await removePeer(id, actor)
      return { removed: true }
    },
  }),
  /** "Test connection": C-ECHO to where the peer listens. */
  defineRoute({
    method: 'POST',
    url: '/api/admin/peers/:id/echo',
    action: 'peer:manage',
    params,
    handle: async ({ params: { id } }) => ({ milliseconds: await echoPeer(id) }),
  }),
]
