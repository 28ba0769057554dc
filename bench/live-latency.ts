/**
 * How long a change takes from the start of its transaction to the last of many open lists, over real sockets.
 * On a scratch PostgreSQL of its own: node --import tsx bench/live-latency.ts [lists] [changes]
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { StreamReader } from '@/lib/http/events/read-stream-for-test'
import { streamEvents } from '@/lib/http/events/stream-events'
import { makeReadable } from '@/lib/worklist/make-readable'
import { scratchDatabase } from './scratch-database'

const scratch = await scratchDatabase()
const lists = Number(process.argv[2] ?? 50)
const changes = Number(process.argv[3] ?? 100)

const server = createServer((_request, response) =>
  streamEvents({ response, scope: { kind: 'all' }, isLive: async () => true, onClose: () => undefined }),
)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const streams = await Promise.all(
  Array.from({ length: lists }, async () => new StreamReader(await fetch(url))),
)
await Promise.all(streams.map((stream) => stream.next('hello')))

const times: number[] = []
for (let change = 0; change < changes; change++) {
  const studyId = await studyForTest()
  const seen = streams.map((stream) => stream.next('study', stream.events.length))
  const start = performance.now()
  await makeReadable({ studyId, attributes: {} })
  await Promise.all(seen)
  times.push(performance.now() - start)
}
times.sort((a, b) => a - b)
const at = (share: number): string =>
  (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(1)
process.stdout.write(
  `${lists} lists, ${changes} changes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms\n`,
)
server.closeAllConnections()
server.close()
await scratch.end()
process.exit(0)
