import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { e2eServer } from './support/server'
import { signInAsAdministrator } from './support/sign-in'

test('an administrator gives a peer rights and a place, and tests the connection', async ({ page }) => {
  const { aeTitle, dicomPort } = e2eServer()
  await signInAsAdministrator(page)
  await page.goto('/admin?part=peers')
  // Wetread as its own peer: it is called by its own title and knows it then.
  await page.getByLabel('AE title').fill(aeTitle)
  await page.getByRole('button', { name: 'Allow' }).click()
  const row = page.getByRole('row').filter({ hasText: aeTitle })
  await expect(row).toContainText('send, worklist, MPPS, commitment')

  await page.getByRole('button', { name: `Edit ${aeTitle}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: aeTitle })
  await dialog.getByLabel(/search the archive/).check()
  await dialog.getByLabel('Listens at host').fill('127.0.0.1')
  await dialog.getByLabel('Port', { exact: true }).fill(String(dicomPort))
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
  expect(violations).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('send, search, worklist')

  await page.getByRole('button', { name: `Test connection to ${aeTitle}` }).click()
  await expect(page.getByText(new RegExp(`${aeTitle} answered after \\d+ ms`)).first()).toBeVisible()

  await page.getByRole('button', { name: `Edit ${aeTitle}`, exact: true }).click()
  await dialog.getByLabel('Port', { exact: true }).fill('1')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: `Test connection to ${aeTitle}` }).click()
  await expect(page.getByText(/Nothing listens there/).first()).toBeVisible()
  await page.getByRole('button', { name: `Remove ${aeTitle}`, exact: true }).click()
  await expect(row).toHaveCount(0)
})
