import { AppError } from '@/lib/errors'
import type { Prisma } from '../generated/client'
import { searchRows } from '../read-pool'

/**
 * Runs a query whose conditions a stranger chose: one that takes too long is ended by the database.
 * @throws AppError too-large in words for who searched
 */
export async function withinSearchTime<Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> {
  try {
    return await searchRows<Row>(text, values)
  } catch (error) {
    if (!isEnded(error)) throw error
    throw new AppError('too-large', 'This search takes too long: narrow it by date, patient or study.', {
      cause: error,
    })
  }
}

/** query_canceled */
function isEnded(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}
