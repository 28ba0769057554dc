import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient, type Prisma } from './generated/client'
import { closeReadPools } from './read-pool'
import { closeSqlPool } from './sql-pool'

const globals = globalThis as typeof globalThis & { wetreadDb?: PrismaClient }

/** The Prisma client of this process; Next's development reload and its bundles share the one on globalThis. */
export function db(): PrismaClient {
  globals.wetreadDb ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: process.env.DATABASE_URL,
      max: Number(process.env.WETREAD_DB_POOL ?? 10),
      // No query of ours takes so long; one that does must not keep a connection from others for ever.
      options: '-c statement_timeout=30000',
    }),
  })
  return globals.wetreadDb
}

/** What query functions take: the client, or the transaction in which things must agree. */
export type Db = PrismaClient | Prisma.TransactionClient
export type Tx = Prisma.TransactionClient

/** Runs `work` in one transaction; everything in it is committed together or not at all. */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { maxWait: 10_000, timeout: 30_000 })
}

export async function closeDb(): Promise<void> {
  await closeReadPools()
  await closeSqlPool()
  await globals.wetreadDb?.$disconnect()
  globals.wetreadDb = undefined
}
