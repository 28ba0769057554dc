import { randomUUID } from 'node:crypto'
import { flushAnnouncements } from '@/lib/archive/announce-arrival'
import { proveCold } from '@/lib/archive/cold/prove-cold'
import { continueVerifying } from '@/lib/archive/continue-verifying'
import { packDue } from '@/lib/archive/packing/pack-due'
import { purgeDeleted } from '@/lib/archive/purge-deleted'
import { coerceStudy } from '@/lib/archive/reconcile/coerce-study'
import { prepareMetadata } from '@/lib/archive/prepared-metadata'
import { readConfig } from '@/lib/config'
import { closeDb, db } from '@/lib/db/client'
import { loadDemo } from '@/lib/demo/load-demo'
import { reportCommitment } from '@/lib/exchange/orders/report-commitment'
import { applyStandingRules } from '@/lib/exchange/rules/apply-rules'
import { runTransfer } from '@/lib/exchange/transfers/run-transfer'
import { loadModels } from '@/lib/inference/load-models'
import { log } from '@/lib/log'
import { closeDecoders, warmDecoders } from '@/lib/pixels/decode-frame'
import { enqueue } from '@/lib/queue/enqueue'
import type { JobName } from '@/lib/queue/jobs'
import { runQueue, type JobHandlers } from '@/lib/queue/run-queue'
import { schedule, slowJobs } from '@/lib/queue/schedule'
import { onStudyStable } from '@/lib/triage/on-study-stable'
import { resume } from '@/lib/triage/resume'
import { runModel } from '@/lib/triage/run-model'
import { stayAlive } from '@/lib/triage/stay-alive'
import { expireClaims } from '@/lib/worklist/expire-claims'

/** The worker process: settles studies, runs the models, returns abandoned claims. */
const config = readConfig()
const [models] = await Promise.all([loadModels(config.modelsDir), warmDecoders()])
for (const { name, version, state } of models) log.info({ model: name, version, state }, 'worker: model')

// A job without a handler does not compile.
const handlers = {
  'study-stable': async (payload) => {
    await onStudyStable(payload, { models })
    const jobKey = `prepare-metadata:${payload.studyId}`
    await enqueue(db(), 'prepare-metadata', payload, { jobKey })
  },
  'prepare-metadata': ({ studyId }) => prepareMetadata(studyId, config.publicUrl),
  'run-model': (payload, { lastTry }) => runModel(payload, { models, lastTry }),
  'expire-claims': async () => void (await expireClaims()),
  'load-demo': () => loadDemo(),
  'run-transfer': (payload, { lastTry }) => runTransfer(payload, { lastTry }),
  'apply-rules': () => applyStandingRules(),
  'prove-cold': async () => void (await proveCold()),
  'verify-storage': ({ atOnce }) => continueVerifying({ atOnce, everyDays: config.verifyDays }),
  'purge-deleted': async () => void (await purgeDeleted()),
  'pack-due': async () => void (config.reencode && (await packDue(config.reencode))),
  'coerce-study': async ({ studyId }) => void (await coerceStudy(studyId)),
  'report-commitment': (payload, { lastTry }) => reportCommitment(payload, { lastTry }),
} satisfies JobHandlers

await resume(models)
const common = {
  databaseUrl: config.databaseUrl,
  handlers,
  schedule,
  concurrency: 2,
  // A worker that takes no jobs looks alive and is not: the supervisor starts another.
  onEnd: (err: unknown) => {
    log.error({ err }, 'worker: the queue has ended')
    process.exit(1)
  },
}
const promptJobs = (Object.keys(handlers) as JobName[]).filter((name) => !slowJobs.includes(name))
const queues = await Promise.all([
  runQueue({ ...common, only: promptJobs }),
  runQueue({ ...common, only: slowJobs }),
])
const fallSilent = await stayAlive(randomUUID(), () => queues.flatMap((queue) => queue.workerNames()))
log.info('worker is ready')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all(queues.map((queue) => queue.stop()))
  await flushAnnouncements()
  await fallSilent()
  await closeDecoders()
  await closeDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
