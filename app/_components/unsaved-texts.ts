/** Report texts that the server does not have yet, in this tab's session storage: one key per reader and study. */
const prefix = 'wetread-unsaved-report:'

export function unsavedTextKey({ userId, studyId }: { userId: string; studyId: string }): string {
  return `${prefix}${userId}:${studyId}`
}

/** Whether this reader has text here that would be lost. */
export function hasUnsavedTexts(userId: string): boolean {
  return keys().some((key) => key.startsWith(`${prefix}${userId}:`))
}

/** A tab outlives a session: what another person left unsaved is not for this one to see. '' forgets all. */
export function forgetUnsavedTexts({ except }: { except: string }): void {
  for (const key of keys()) {
    if (except === '' || !key.startsWith(`${prefix}${except}:`)) sessionStorage.removeItem(key)
  }
}

function keys(): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return [] // storage is forbidden: nothing was kept
  }
}
