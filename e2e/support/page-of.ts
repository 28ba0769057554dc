import type { Browser, Page } from '@playwright/test'
import { signInAs } from './sign-in'

/** A browser of its own for a role, signed in; the pointer rests where it touches nothing. */
export async function pageOf(browser: Browser, role: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signInAs(page, role)
  await page.mouse.move(3, 3)
  return page
}
