import { expect, test } from '@playwright/test'
import { signInAs } from './support/sign-in'

test('a technologist places an order by keyboard, changes it, and cancels it with a reason', async ({
  page,
}) => {
  const id = `ORD-${Date.now()}`
  await signInAs(page, 'technologist')
  await page.getByRole('link', { name: 'Orders' }).click()
  // The list is asked for by the browser: when it is there, keys work.
  await expect(
    page
      .getByRole('columnheader', { name: 'Accession' })
      .or(page.getByText('No orders', { exact: true }))
      .first(),
  ).toBeVisible()
  await page.keyboard.press('n')

  const form = page.getByRole('dialog', { name: 'New order' })
  await form.getByLabel('Name', { exact: true }).fill('Synthetic^Orla')
  await form.getByLabel('Patient ID').fill(id)
  await form.getByLabel('Examination').fill('Chest PA')
  await form.getByLabel('Modality').fill('DX')
  await form.getByLabel('Time', { exact: true }).fill('23:40')
  await form.getByRole('button', { name: 'Place order' }).click()
  await expect(form).toBeHidden()

  await page.getByLabel(/Search all days/).fill(id)
  const row = page.getByRole('row').filter({ hasText: id })
  await expect(row).toContainText('scheduled')
  await row.getByRole('button', { name: 'Synthetic, Orla' }).press('Enter')

  const dialog = page.getByRole('dialog', { name: 'Order' })
  await dialog.getByRole('button', { name: 'Patient is here' }).click()
  await expect(dialog.getByText('patient is here', { exact: true })).toBeVisible()
  await dialog.getByLabel('Reason to cancel').fill('Did not want it')
  await dialog.getByRole('button', { name: 'Cancel order' }).click()
  await expect(dialog.getByText('Did not want it')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row).toContainText('cancelled')
})
