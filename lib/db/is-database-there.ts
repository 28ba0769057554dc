import { db } from './client'

/** Whether the database answers a trivial query. */
export async function isDatabaseThere(): Promise<boolean> {
  try {
    await db().$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}
