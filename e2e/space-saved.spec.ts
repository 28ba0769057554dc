import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { signInAsAdministrator } from './support/sign-in'

test('an administrator sees whether images are compressed at rest, and how to switch it on', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.goto('/admin?part=storage')
  await expect(page.getByRole('heading', { name: 'Space saved' })).toBeVisible()
  await expect(page.getByText('Compression at rest is off')).toBeVisible()
  await expect(page.getByText(/Set WETREAD_REENCODE to htj2k or jpeg-ls/)).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
  expect(violations).toEqual([])
})
