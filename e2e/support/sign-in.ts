import type { Page } from '@playwright/test'
import { accountOf, rememberAccount, type E2eAccount } from './server'

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

/** Signs in as the first administrator, who has to choose a password the first time. */
export async function signInAsAdministrator(page: Page): Promise<void> {
  await signInAs(page, 'administrator')
  if (!page.url().includes('/account/password')) return
  const { username, password } = accountOf('administrator')
  const chosen = 'a-new-quiet-harbour'
  await page.getByLabel('Present password').fill(password)
  await page.getByLabel('New password', { exact: true }).fill(chosen)
  await page.getByLabel('New password again').fill(chosen)
  await page.getByRole('button', { name: /password/i }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/account'))
  rememberAccount('administrator', { username, password: chosen })
}

/** A call of the machine API as the person who is signed in on `page`, as the pages themselves make it. */
export async function callAs<T>(page: Page, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const origin = new URL(page.url()).origin
  const answer = await page.request.fetch(path, {
    method,
    headers: { origin, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { data: body } : {}),
  })
  if (!answer.ok() && answer.status() !== 409)
    throw new Error(`${method} ${path} answered ${answer.status()}`)
  return (await answer.json()) as T
}
