import { expect, test } from '@playwright/test'
import { freshChestFilm } from './support/send'
import { signInAsAdministrator } from './support/sign-in'
import { upload } from './support/upload'

const mark = Date.now().toString(36)

test('a forwarding rule shows what it would do, is switched on, and what it cannot deliver waits for a person', async ({
  browser,
}) => {
  await upload(browser, [freshChestFilm(`Rule${mark}`)])
  const page = await (await browser.newContext()).newPage()
  await signInAsAdministrator(page)
  await page.goto('/admin?part=rules')

  // Nobody listens at the discard port: what goes there stays on the list.
  await page.getByRole('combobox', { name: 'How' }).click()
  await page.getByRole('option', { name: 'DICOMweb' }).click()
  await page.getByLabel('Name').fill(`Second archive ${mark}`)
  await page.getByLabel('Address').fill('http://127.0.0.1:9/dicom-web')
  await page.getByRole('button', { name: 'Add destination' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`Second archive ${mark}`) })).toBeVisible()

  await page.getByRole('button', { name: 'New rule' }).click()
  const dialog = page.getByRole('dialog', { name: 'New rule' })
  await dialog.getByLabel('Name').fill(`Chest ${mark}`)
  await dialog.getByRole('combobox', { name: 'To' }).click()
  await page.getByRole('option', { name: `Second archive ${mark}` }).click()
  await dialog.getByLabel('Words of the description').fill(`rule${mark}`)
  await dialog.getByRole('button', { name: 'Show what it would do' }).click()
  await expect(dialog.getByRole('status')).toContainText('In the last 30 days it would have taken 1 study')
  await dialog.getByRole('button', { name: 'Keep, switched off' }).click()

  const row = page.getByRole('row', { name: new RegExp(`Chest ${mark}`) })
  await expect(row).toContainText('off')
  await row.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
  await expect(row.getByRole('button', { name: 'Switch off' })).toBeVisible()

  await upload(browser, [freshChestFilm(`Rule${mark}B`)])
  await page.goto('/transfers')
  const transfer = page.getByRole('row', { name: new RegExp(`Second archive ${mark}`) })
  await expect(transfer).toContainText('does not answer', { timeout: 60_000 })
  await transfer.getByRole('button', { name: 'Give up' }).click()
  await expect(transfer).toContainText('cancelled')
  await page.context().close()
})
