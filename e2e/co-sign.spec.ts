import { expect, test, type Page } from '@playwright/test'
import { pageOf } from './support/page-of'
import { freshChestFilm } from './support/send'
import { upload } from './support/upload'

const mark = Date.now().toString(36)

async function openStudy(page: Page, studyId: string): Promise<void> {
  await page.goto(`/reading/${studyId}`)
  await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-status', 'shown', { timeout: 60_000 })
}

async function sign(page: Page, status: 'preliminary' | 'final'): Promise<void> {
  await page.getByRole('button', { name: `Sign ${status}` }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Sign ${status}` })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Next case' })).toBeVisible()
}

test('a resident signs preliminary, a radiologist final, an addendum follows, and the referrer sees each', async ({
  browser,
}) => {
  const name = `Sign${mark}`
  const [studyId = ''] = await upload(browser, [freshChestFilm(name)])

  const resident = await pageOf(browser, 'resident')
  await openStudy(resident, studyId)
  await expect(resident.getByRole('button', { name: 'Sign final' })).toHaveCount(0)
  await resident.getByLabel('Findings').fill('Lungs clear.')
  await resident.getByLabel('Impression').fill(`No pneumothorax in ${name}.`)
  await sign(resident, 'preliminary')

  const referrer = await pageOf(browser, 'referrer')
  await referrer.goto(`/patients/${studyId}`)
  await expect(referrer.getByRole('heading', { name: 'Preliminary report' })).toBeVisible()
  await expect(referrer.getByText('A radiologist has not confirmed this report yet')).toBeVisible()

  const radiologist = await pageOf(browser, 'radiologist')
  await radiologist.goto('/worklist?view=to-sign')
  const row = radiologist.locator(`[role=row][data-study="${studyId}"]`)
  await expect(row).toContainText('Preliminary')
  await row.focus()
  await radiologist.keyboard.press('Enter')
  await expect(radiologist.getByLabel('Impression')).toHaveValue(`No pneumothorax in ${name}.`)
  await radiologist.getByLabel('Impression').fill(`No pneumothorax, no effusion in ${name}.`)
  await sign(radiologist, 'final')

  await expect(referrer.getByRole('heading', { name: 'Final report' })).toBeVisible()
  await expect(referrer.getByText(`No pneumothorax, no effusion in ${name}.`)).toBeVisible()
  await expect(referrer.getByText('A radiologist has not confirmed this report yet')).toHaveCount(0)

  await radiologist.goto(`/reading/${studyId}`)
  await radiologist.getByRole('button', { name: 'Write an addendum' }).click()
  await radiologist.getByLabel('Addendum').fill('Compared with a film from elsewhere: unchanged.')
  await radiologist.getByRole('button', { name: 'Sign addendum' }).click()
  await expect(radiologist.getByRole('list', { name: 'Signed versions' })).toContainText(
    'Compared with a film from elsewhere: unchanged.',
  )
  await expect(radiologist.getByRole('list', { name: 'Signed versions' }).getByRole('listitem')).toHaveCount(
    3,
  )

  await expect(referrer.getByText('Compared with a film from elsewhere: unchanged.')).toBeVisible()
  await expect(referrer.getByText('This report has an addendum')).toBeVisible()
  for (const page of [resident, referrer, radiologist]) await page.context().close()
})

test('a radiologist takes a study over with its draft, and the resident is told and can no longer write', async ({
  browser,
}) => {
  const [studyId = ''] = await upload(browser, [freshChestFilm(`Take${mark}`)])
  const resident = await pageOf(browser, 'resident')
  await openStudy(resident, studyId)
  await resident.getByLabel('Findings').fill('Half a sentence')
  await expect(resident.getByText(/^Saved/).first()).toBeVisible()

  const radiologist = await pageOf(browser, 'radiologist')
  await openStudy(radiologist, studyId)
  await expect(radiologist.getByText('Demo Resident is reading this study')).toBeVisible()
  await expect(radiologist.getByLabel('Findings')).toHaveCount(0)
  await radiologist.getByRole('button', { name: 'Take over' }).click()
  await radiologist.getByRole('dialog').getByRole('button', { name: 'Take over' }).click()
  await expect(radiologist.getByLabel('Findings')).toHaveValue('Half a sentence')

  await expect(resident.getByText('Demo Radiologist is reading this study')).toBeVisible()
  await expect(resident.getByLabel('Findings')).toHaveCount(0)
  for (const page of [resident, radiologist]) await page.context().close()
})
