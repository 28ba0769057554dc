import { expect, test } from '@playwright/test'
import { accountOf } from './support/server'
import { callAs, signInAs, signInAsAdministrator, signInWith } from './support/sign-in'

test('a wrong password is refused in words, and no page opens without a session', async ({ page }) => {
  await page.goto('/worklist')
  await expect(page).toHaveURL(/\/sign-in/)
  await signInWith(page, { username: accountOf('radiologist').username, password: 'not-the-password' })
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
})

for (const role of [
  'radiologist',
  'resident',
  'referrer',
  'department-head',
  'technologist',
  'administrator',
]) {
  test(`the account that npm start printed lets the ${role} in`, async ({ page }) => {
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    await signInAs(page, role)
    await expect(page.getByRole('main')).toBeVisible()
    expect(broken).toEqual([])
  })
}

test('a new account must choose its own password before anything else', async ({ page, browser }) => {
  await signInAsAdministrator(page)
  const username = `new-${Date.now().toString(36)}`
  const account = await callAs<{ password: string }>(page, 'POST', '/api/admin/users', {
    username,
    displayName: 'New Technologist',
    role: 'technologist',
  })
  const context = await browser.newContext()
  const other = await context.newPage()
  await signInWith(other, { username, password: account.password })
  await expect(other).toHaveURL(/account\/password/)
  await other.goto('/arrivals')
  await expect(other).toHaveURL(/account\/password/)
  await other.getByLabel('Present password').fill(account.password)
  await other.getByLabel('New password', { exact: true }).fill('quite-a-new-one-9')
  await other.getByLabel('New password again').fill('quite-a-new-one-9')
  await other.getByRole('button', { name: /password/i }).click()
  await expect(other).toHaveURL(/arrivals/)
  await context.close()
})
