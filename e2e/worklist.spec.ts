import { expect, test, type Page } from '@playwright/test'
import { pageOf } from './support/page-of'
import { freshChestFilm } from './support/send'
import { callAs } from './support/sign-in'
import { upload } from './support/upload'

const mark = Date.now().toString(36)
const rowOf = (page: Page, studyId: string) => page.locator(`[role=row][data-study="${studyId}"]`)
const grid = (page: Page) => page.getByRole('grid', { name: 'Studies by deadline' })

async function openList(page: Page): Promise<void> {
  await page.goto('/worklist')
  await expect(grid(page)).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
}

/** A row is there, and nothing is on its way that would change it by itself. */
async function settled(page: Page, studyId: string): Promise<void> {
  await expect(rowOf(page, studyId)).toBeVisible()
  await expect(rowOf(page, studyId)).not.toContainText('Analysing')
}

test('the list is walked, claimed, released and searched by the keyboard alone', async ({ browser }) => {
  const [studyId = ''] = await upload(browser, [freshChestFilm(`Key${mark}`)])
  const page = await pageOf(browser, 'radiologist')
  await openList(page)
  await settled(page, studyId)

  await page.keyboard.press('j')
  await expect(page.locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('j')
  await expect(page.locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('k')
  await expect(page.locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', '2')

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(`e2e-key${mark}`)
  await expect(page.locator('[role=row][data-study]')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, studyId)).toBeFocused()

  await page.keyboard.press('c')
  await expect(rowOf(page, studyId)).toContainText('You')
  await page.keyboard.press('r')
  await expect(rowOf(page, studyId)).toContainText('Unclaimed')

  await page.keyboard.press('/')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect(page.getByRole('searchbox')).not.toBeFocused()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await rowOf(page, studyId).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/reading/${studyId}`))
  await expect(page.getByRole('button', { name: /^Release/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/worklist/)
  await page.context().close()
})

test('rows stand still under the focus; a banner counts what waits and gives it on request', async ({
  browser,
}) => {
  const [first = ''] = await upload(browser, [freshChestFilm(`Hold${mark}`)])
  const page = await pageOf(browser, 'radiologist')
  await openList(page)
  await settled(page, first)
  await rowOf(page, first).focus()
  const place = await rowOf(page, first).getAttribute('aria-rowindex')

  const [second = ''] = await upload(browser, [freshChestFilm(`Late${mark}`)])
  await expect(page.getByRole('status').filter({ hasText: /\d+ changes?.*new/ })).toBeVisible()
  await expect(rowOf(page, second)).toHaveCount(0)
  await expect(rowOf(page, first)).toBeFocused()
  await expect(rowOf(page, first)).toHaveAttribute('aria-rowindex', place ?? '')

  await page.keyboard.press('.')
  await expect(rowOf(page, second)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /\d+ changes?/ })).toHaveCount(0)
  await page.context().close()
})

test('two readers who press n at the same moment get different studies', async ({ browser }) => {
  await upload(browser, [freshChestFilm(`NextA${mark}`), freshChestFilm(`NextB${mark}`)])
  const readers = await Promise.all([pageOf(browser, 'radiologist'), pageOf(browser, 'resident')])
  await Promise.all(readers.map(openList))
  await Promise.all(
    readers.map((page) =>
      expect(page.locator('[role=row]').filter({ hasText: `NextB${mark}` })).toBeVisible(),
    ),
  )
  await Promise.all(readers.map((page) => page.keyboard.press('n')))
  await Promise.all(readers.map((page) => expect(page).toHaveURL(/\/reading\//)))
  const got = readers.map((page) => new URL(page.url()).pathname)
  expect(new Set(got).size).toBe(2)
  for (const page of readers) {
    await expect(page.getByRole('button', { name: /^Release/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/\/worklist/)
    await page.context().close()
  }
})

test('a corrected urgency moves the study and says who set it, and needs a reason', async ({ browser }) => {
  const film = freshChestFilm(`Urg${mark}`, {
    RequestedProcedurePriority: 'ROUTINE',
    CurrentPatientLocation: 'WARD 2',
  })
  const [studyId = ''] = await upload(browser, [film])
  const page = await pageOf(browser, 'radiologist')
  await openList(page)
  await settled(page, studyId)
  await expect(rowOf(page, studyId)).toContainText('INPATIENT ROUTINE 12 h')
  const before = await dueAt(page, studyId)

  await rowOf(page, studyId).focus()
  await page.keyboard.press('u')
  const dialog = page.getByRole('dialog', { name: 'Change urgency' })
  await expect(dialog).toContainText(/^Change urgency.*Loop/)
  await dialog.getByRole('combobox', { name: 'Urgency' }).click()
  await page.getByRole('option', { name: 'STAT' }).click()
  await dialog.getByRole('button', { name: 'Change urgency' }).click()
  await expect(dialog).toContainText('Say why')
  await dialog.getByLabel('Reason').fill('call from the ward')
  await dialog.getByRole('button', { name: 'Change urgency' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(rowOf(page, studyId)).toContainText('STAT')
  await expect(rowOf(page, studyId)).toContainText('set by hand')
  expect(await dueAt(page, studyId)).toBeLessThan(before)
  await page.context().close()
})

async function dueAt(page: Page, studyId: string): Promise<number> {
  const { row } = await callAs<{ row: { dueAt: string } }>(page, 'GET', `/api/studies/${studyId}`)
  return new Date(row.dueAt).getTime()
}
