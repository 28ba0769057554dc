import { expect, test } from '@playwright/test'
import { accountOf } from './support/server'
import { signInAs, signInWith } from './support/sign-in'

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
