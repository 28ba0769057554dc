import { signOut } from 'next-auth/react'
import { notify } from './ui/notify'
import { forgetUnsavedTexts, hasUnsavedTexts } from './unsaved-texts'

/** Signs out and leaves nothing of a report in this tab; asks first when there is text that only this tab has. */
export async function leave(userId: string): Promise<void> {
  const lost = 'Some of your report text is not saved. Sign out and discard it?'
  if (hasUnsavedTexts(userId) && !window.confirm(lost)) return
  try {
    await signOut({ redirect: false })
  } catch {
    return notify('Wetread does not answer. You are still signed in; try again.', { kind: 'error' })
  }
  forgetUnsavedTexts({ except: '' })
  // A whole new page, so that nothing of a patient stays in memory.
  window.location.assign(new URL('/sign-in', window.location.origin))
}
