import { Pool, type PoolClient } from 'pg'

const globals = globalThis as typeof globalThis & { wetreadSqlPool?: Pool }

/**
 * Connections for the statements that run once for every image that arrives. Prisma spends about a millisecond on a
 * statement with many parameters, a statement that PostgreSQL has prepared under a name takes a tenth of that
 * (docs/decisions/0050-ingest-in-groups.md).
 */
export function sqlPool(): Pool {
  if (!globals.wetreadSqlPool) {
    globals.wetreadSqlPool = new Pool({
      connectionString: process.env.DATABASE_URL,
      max: 4,
      options: '-c statement_timeout=30000',
      idleTimeoutMillis: 60_000,
    })
    // A connection that breaks while nobody uses it: the next statement opens another.
    globals.wetreadSqlPool.on('error', () => undefined)
  }
  return globals.wetreadSqlPool
}

/** Runs `work` on one connection in one transaction; everything in it is committed together or not at all. */
export async function sqlTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await sqlPool().connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    // Rolled back by the server when the connection is lost; a connection that cannot roll back is not used again.
    await client.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error('rollback failed', { cause })
    })
    throw error
  } finally {
    client.release(broken)
  }
}

export async function closeSqlPool(): Promise<void> {
  const pool = globals.wetreadSqlPool
  globals.wetreadSqlPool = undefined
  await pool?.end()
}
