import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { freshChestFilm } from './support/send'
import { signInAs, signInAsAdministrator } from './support/sign-in'
import { upload } from './support/upload'

const phone = { width: 390, height: 844 }

/** What axe finds, short enough to read in a failed test. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.html}`),
  )
}

test('sign-in', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByLabel('User name')).toBeVisible()
  expect(await violations(page)).toEqual([])
})

for (const [where, viewport] of [
  ['desk', { width: 1440, height: 900 }],
  ['phone', phone],
] as const) {
  test(`worklist, ${where}`, async ({ page, browser }) => {
    const [studyId = ''] = await upload(browser, [freshChestFilm(`Axe${where}${Date.now().toString(36)}`)])
    await page.setViewportSize(viewport)
    await signInAs(page, 'radiologist')
    await page.goto('/worklist')
    await expect(page.locator(`[role=row][data-study="${studyId}"]`)).toBeVisible()
    expect(await violations(page)).toEqual([])
  })

  test(`patients and a study, ${where}`, async ({ page, browser }) => {
    const [studyId = ''] = await upload(browser, [freshChestFilm(`AxeR${where}${Date.now().toString(36)}`)])
    await page.setViewportSize(viewport)
    await signInAs(page, 'referrer')
    await page.goto('/patients')
    await expect(page.getByRole('link').filter({ hasText: 'E2E-' }).first()).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.goto(`/patients/${studyId}`)
    await expect(page.getByRole('heading', { name: 'Report' })).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}

test('the reading page with its dialogs', async ({ page, browser }) => {
  const [studyId = ''] = await upload(browser, [freshChestFilm(`AxeV${Date.now().toString(36)}`)])
  await signInAs(page, 'radiologist')
  await page.goto(`/reading/${studyId}`)
  await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-status', 'shown', { timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Sign final' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign final' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCSS('opacity', '1')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: /^Release/ }).click()
  await expect(page).toHaveURL(/\/worklist/)
})

test('turnaround and deadlines', async ({ page }) => {
  await signInAs(page, 'department-head')
  await page.goto('/turnaround')
  await expect(page.getByRole('region', { name: 'By urgency and modality' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.goto('/turnaround/policy')
  await expect(page.getByLabel('Reason for the change')).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('arrivals', async ({ page }) => {
  await signInAs(page, 'technologist')
  await page.goto('/arrivals')
  await expect(page.getByRole('region', { name: 'Received studies' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('administration and account', async ({ page }) => {
  await signInAsAdministrator(page)
  for (const part of ['users', 'peers', 'tokens', 'audit', 'system']) {
    await page.goto(`/admin?part=${part}`)
    await expect(page.getByRole('tabpanel')).toBeVisible()
    await expect(page.getByRole('status', { name: /loading/i })).toHaveCount(0)
    expect(await violations(page), part).toEqual([])
  }
  await page.goto('/account')
  await expect(page.getByLabel('Present password')).toBeVisible()
  expect(await violations(page)).toEqual([])
})
