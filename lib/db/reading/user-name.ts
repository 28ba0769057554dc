import type { Db } from '../client'

/** How colleagues see a user; '' where the account is gone. */
export async function userName(tx: Db, userId: string): Promise<string> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { displayName: true } })
  return user?.displayName ?? ''
}
