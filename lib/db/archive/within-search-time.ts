import { AppError } from '@/lib/errors'
import { transaction, type Tx } from '../client'

const mostMs = 5_000

/**
 * Runs a query whose conditions a stranger chose: one that takes too long is ended by the database.
 * @throws AppError too-large in words for who searched
 */
export async function withinSearchTime<T>(work: (tx: Tx) => Promise<T>, ms = mostMs): Promise<T> {
  try {
    return await transaction(async (tx) => {
      await tx.$queryRaw`select set_config('statement_timeout', ${String(ms)}, true)`
      return work(tx)
    })
  } catch (error) {
    if (!isEnded(error)) throw error
    throw new AppError('too-large', 'This search takes too long: narrow it by date, patient or study.', {
      cause: error,
    })
  }
}

/** query_canceled */
function isEnded(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const meta = 'meta' in error ? JSON.stringify(error.meta) : ''
  return `${meta} ${error.message}`.includes('57014')
}
