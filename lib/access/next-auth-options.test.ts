import { expect, it } from 'vitest'
import { nextAuthOptions } from './next-auth-options'

it('says nothing of what went wrong inside when the database is away', async () => {
  process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/nothing'
  const provider = nextAuthOptions.providers[0]
  if (provider?.type !== 'credentials') throw new Error('There is one way to sign in: by password.')
  const authorize = (provider as unknown as { options: typeof provider }).options.authorize
  const request = { headers: {}, body: {}, query: {}, method: 'POST' }
  await expect(authorize({ username: 'rosa', password: 'x' }, request)).rejects.toThrow(/^away$/)
})
