import { z } from 'zod'
import { unsavedTextKey } from '@/app/_components/unsaved-texts'
import type { Keep } from './draft-session'

const kept = z.object({
  revision: z.number(),
  text: z.object({ indication: z.string(), findings: z.string(), impression: z.string() }),
})

/**
 * The unsaved text of one reader and study in this tab's session storage: gone when saved, gone at sign-out, and gone
 * with the tab. A session that ends by itself leaves it for the same reader, and for nobody else.
 */
export function draftKeep(whose: { userId: string; studyId: string }): Keep {
  const key = unsavedTextKey(whose)
  return {
    read: () => {
      try {
        return kept.parse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
      } catch {
        return null
      }
    },
    write: (value) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(value))
      } catch {
        // Storage is full or forbidden: the text is still on the page, and the page says that it is not saved.
      }
    },
    remove: () => {
      try {
        sessionStorage.removeItem(key)
      } catch {
        // Nothing could be kept, so nothing is left.
      }
    },
  }
}
