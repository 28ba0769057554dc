import { expect, test } from '@playwright/test'
import { coercePart10 } from '../lib/dicom/coerce-part10'
import type { DicomJson } from '../lib/dicom/dicom-json'
import { tagOf, vrOf } from '../lib/dicom/dictionary'
import { parsePart10 } from '../lib/dicom/parse-part10'
import { newUid } from '../lib/dicom/uid'
import { pageOf } from './support/page-of'
import { freshChestFilm } from './support/send'
import { e2eServer } from './support/server'
import { upload } from './support/upload'

/** The same film as it came from a scanner on which the wrong patient was chosen. */
async function underAnotherName(film: Uint8Array): Promise<Uint8Array> {
  const values: DicomJson = {
    [tagOf('SOPInstanceUID')]: { vr: 'UI', Value: [newUid()] },
    [tagOf('PatientID')]: { vr: vrOf(tagOf('PatientID')), Value: ['E2E-Wrong'] },
    [tagOf('PatientName')]: { vr: 'PN', Value: [{ Alphabetic: 'Wrong^Wanda' }] },
    [tagOf('PatientBirthDate')]: { vr: 'DA', Value: ['19710317'] },
  }
  const { head, restFrom } = await coercePart10(parsePart10(film), values)
  return Buffer.concat([head, film.subarray(restFrom ?? film.length)])
}

test('two patients under one study UID are reconciled by keyboard, and it is undone', async ({ browser }) => {
  const film = freshChestFilm('Reconcile')
  await upload(browser, [film])
  const page = await pageOf(browser, 'technologist')
  const answer = await page.request.post('/api/upload', {
    headers: { origin: e2eServer().url, 'content-type': 'application/dicom' },
    data: Buffer.from(await underAnotherName(film)),
  })
  expect(answer.status()).toBe(409)
  expect(await answer.text()).toContain('Kept in quarantine')

  await page.goto('/reconcile')
  await expect(page.getByRole('link', { name: /Reconcile.*in quarantine/ })).toBeVisible()
  const found = page
    .getByRole('article', { name: 'This study is stored for another patient' })
    .filter({ hasText: 'Wrong, Wanda' })
  await expect(found.getByRole('row', { name: /Name.*differs.*Wrong, Wanda.*Loop, Reconcile/ })).toBeVisible()
  await expect(found.getByRole('img', { name: 'First image in quarantine' })).toBeVisible()

  await found.getByRole('button', { name: 'Take into the stored study…' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('Wrong name chosen at the scanner')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await expect(found).toHaveCount(0)
  const change = page.getByRole('row', {
    name: /Taken from quarantine into the stored study.*Wrong name chosen/,
  })
  await expect(change).toBeVisible()
  await change.getByRole('button', { name: 'Undo…' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Reason').fill('It was right after all')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(change).toContainText('undone by')
  await expect(found).toBeVisible()
  await page.context().close()
})
