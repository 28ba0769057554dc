import type { Db } from '../client'

/** How colleagues see a user; '' where the account is gone. */
export async function userName(tx: Db, userId: string): Promise<string> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { displayName: true } })
  return user?.displayName ?? ''
}

/** Names of many users at once. */
export async function userNames(tx: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const users = await tx.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, displayName: true },
  })
  return new Map(users.map((user) => [user.id, user.displayName]))
}
