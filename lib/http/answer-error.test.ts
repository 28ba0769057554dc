import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { answerError } from './answer-error'

async function statusFor(error: Error): Promise<number> {
  const app = Fastify()
  app.setErrorHandler(answerError)
  app.get('/', () => Promise.reject(error))
  return (await app.inject('/')).statusCode
}

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code })

describe('an answer to an error', () => {
  it.each([
    withCode('ECONNREFUSED'),
    withCode('53100', 'could not extend file'),
    withCode('P2028', 'Unable to start a transaction'),
    new Error('query failed', { cause: withCode('57P01') }),
  ])('is "try again" while the database is away: $code $message', async (error) => {
    expect(await statusFor(error)).toBe(503)
  })
  it('is 500 for a fault of ours', async () => {
    expect(await statusFor(new Error('cannot read properties of undefined'))).toBe(500)
  })
})
