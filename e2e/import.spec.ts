import { expect, test } from '@playwright/test'
import { testObject } from '../lib/archive/test-object'
import { zipOf } from '../lib/dicom/media/media-for-test'
import { newUid } from '../lib/dicom/uid'
import { signInAs } from './support/sign-in'

const study = (PatientName: string, PatientID: string) =>
  testObject({ PatientName, PatientID, StudyInstanceUID: newUid() }).bytes

test('a ZIP with two studies: a person sees whose they are, imports one, and the second time it is there already', async ({
  page,
}) => {
  await signInAs(page, 'technologist')
  await page.goto('/import')
  const buffer = zipOf([
    { name: 'DICOM/IM1', bytes: study('Disc^Dora', 'CD-1') },
    { name: 'DICOM/IM2', bytes: study('Other^Otto', 'CD-2') },
    { name: 'README.TXT', bytes: Buffer.from('Open this disc in a viewer.') },
  ])
  const zip = { name: 'cd.zip', mimeType: 'application/zip', buffer }
  const verdicts = page.getByRole('region', { name: 'Verdicts', exact: true })

  await page.getByLabel('Files to import').setInputFiles(zip)
  await expect(page.getByText('studies of 2 patients')).toBeVisible()
  await page.getByRole('checkbox', { name: /Other, Otto/ }).uncheck()
  await page.getByRole('button', { name: 'Import 1 image' }).click()
  await expect(page.getByText('Import finished.')).toBeVisible()
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'IM1' })).toContainText('Stored')
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'IM2' })).toContainText('Not chosen')
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'README.TXT' })).toContainText('Not DICOM')

  await page.getByRole('button', { name: 'Import another' }).click()
  await page.getByLabel('Files to import').setInputFiles(zip)
  await page.getByRole('button', { name: 'Import 2 images' }).click()
  await expect(page.getByText('Import finished.')).toBeVisible()
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'IM1' })).toContainText('Already there')
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'IM2' })).toContainText('Stored')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Verdicts as CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('import-verdicts.csv')
})
