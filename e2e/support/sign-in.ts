import type { Page } from '@playwright/test'
import { accountOf, type E2eAccount } from './server'

/** Signs in with the demo account of a role and waits for the page that the role starts on. */
export async function signInAs(page: Page, role: string): Promise<void> {
  await signInWith(page, accountOf(role))
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

export async function signInWith(page: Page, { username, password }: E2eAccount): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
