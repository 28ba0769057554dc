import { isIP } from 'node:net'
import { z } from 'zod'
import { allowPeer, listPeers, removePeer } from '@/lib/access/peers'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

/** AE, PS3.5 6.2: 1 to 16 characters, no backslash, no control characters, outer spaces not significant. */
const aeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'an AE title has 1 to 16 characters and no backslash')

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
    body: z.strictObject({
      aeTitle,
      address: z
        .string()
        .trim()
        .refine(
          (value) => value === '' || isIP(value) !== 0,
          'give one IP address, or leave it empty for any',
        )
        .default(''),
      note: plainText(200).trim().default(''),
    }),
    handle: async ({ actor, body, reply }) => {
      const peer = await allowPeer(body, actor)
      void reply.code(201)
      return peer
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/admin/peers/:id',
    action: 'peer:manage',
    audit: 'none',
    params: z.object({ id: z.uuid() }),
    handle: async ({ actor, params }) => {
      await removePeer(params.id, actor)
      return { removed: true }
    },
  }),
]
