import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backgroundHeader } from '@/lib/access/background-header'

let sent: boolean[] = []
let status = 200
const page = new EventTarget()

beforeEach(() => {
  sent = []
  status = 200
  vi.resetModules()
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(new Headers(init.headers).get(backgroundHeader) === null)
    return Response.json({}, { status })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function ask(): Promise<void> {
  vi.advanceTimersByTime(1000)
  const { callApi } = await import('./api-client')
  await callApi('GET', '/api/worklist').catch(() => undefined)
}

test('only what is asked after somebody used the page counts as a sign of life, once for each use', async () => {
  await ask()
  page.dispatchEvent(new Event('keydown'))
  await ask()
  await ask()
  page.dispatchEvent(new Event('pointermove'))
  await ask()
  page.dispatchEvent(new Event('pointerdown'))
  await ask()
  expect(sent).toEqual([false, true, false, false, true])
})

test('a use that the server could not be told of is told with the next request', async () => {
  await ask()
  page.dispatchEvent(new Event('wheel'))
  status = 503
  await ask()
  status = 200
  await ask()
  await ask()
  expect(sent).toEqual([false, true, true, false])
})
