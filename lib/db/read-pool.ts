import { createHash } from 'node:crypto'
import { Pool } from 'pg'

interface Pools {
  read?: Pool
  search?: Pool
}

const globals = globalThis as typeof globalThis & { wetreadReadPools?: Pools }

/**
 * The statements that are asked thousands of times, prepared by PostgreSQL under a name on each connection: a tenth of
 * what the same question costs by way of Prisma (docs/decisions/0060-reads-by-prepared-statements.md).
 */
export async function readRows<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await pool('read').query<Row>({ ...named(text), values: [...values] })
  return rows
}

/**
 * The same for conditions that a stranger chose: planned anew for their values, and ended by the database after five
 * seconds (`57014`).
 */
export async function searchRows<Row extends object>(
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await pool('search').query<Row>({ ...named(text), values: [...values] })
  return rows
}

/** What a search may take. */
export const mostSearchMs = 5_000

// Searches differ in their values more than in their text: the plan for one name is not the one for another. And their
// indexes are in memory or on a disk without a head to move, which PostgreSQL does not assume by itself.
const searching = `-c statement_timeout=${mostSearchMs} -c plan_cache_mode=force_custom_plan -c random_page_cost=1.1`

const options = {
  read: { max: 4, options: '-c statement_timeout=30000' },
  search: { max: 4, options: searching },
} as const

function pool(kind: keyof Pools): Pool {
  const pools = (globals.wetreadReadPools ??= {})
  const known = pools[kind]
  if (known) return known
  const made = new Pool({
    connectionString: process.env.DATABASE_URL,
    idleTimeoutMillis: 60_000,
    ...options[kind],
  })
  // A connection that breaks while nobody uses it: the next statement opens another.
  made.on('error', () => undefined)
  pools[kind] = made
  return made
}

const names = new Map<string, string>()
const mostNames = 500

/** Each connection keeps what it has prepared, so the forms of searches that are remembered must not grow for ever. */
function named(text: string): { text: string; name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { text, name: known }
  if (names.size >= mostNames) return { text }
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32)
  names.set(text, name)
  return { text, name }
}

export async function closeReadPools(): Promise<void> {
  const { read, search } = globals.wetreadReadPools ?? {}
  delete globals.wetreadReadPools
  await Promise.all([read?.end(), search?.end()])
}
