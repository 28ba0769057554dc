import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { asFile } from '../lib/archive/film/file-for-test'
import { drawFilm } from '../lib/archive/film/raster/drawn-film-for-test'
import { signInAs } from './support/sign-in'

/** Every step is for everybody, on a phone as at a desk. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
}

test('a photographed film is straightened, survives a reload, is matched by a person and arrives', async ({
  page,
}) => {
  const film = drawFilm({
    width: 1_200,
    height: 1_500,
    quad: [
      [0.2, 0.12],
      [0.82, 0.16],
      [0.8, 0.88],
      [0.17, 0.84],
    ],
    around: 240,
  })
  const photograph = Buffer.from(await asFile(film, 'jpeg'))
  const number = `FILM-${Date.now()}`

  await signInAs(page, 'technologist')
  await page.getByRole('link', { name: 'Film' }).click()
  await page.getByLabel('Film file').setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: photograph,
  })
  await page.waitForURL(/\/film\/[0-9a-f-]{36}/)

  // The edges were found; a corner moves by the arrow keys.
  const corner = page.getByRole('button', { name: /^Upper left corner/ })
  await expect(corner).toHaveAccessibleName(/(19|20|21)\.\d% from the left/)
  await expectAccessible(page)
  const before = await corner.getAttribute('aria-label')
  await corner.press('ArrowRight')
  await expect(corner).not.toHaveAttribute('aria-label', before ?? '')

  await page.getByRole('tab', { name: 'Picture' }).click()
  await page.getByRole('button', { name: 'Mirror' }).click()
  await expect(page.getByText('must read the right way round')).toBeVisible()
  await page.getByRole('button', { name: 'Mirrored' }).click()
  await expect(page.getByRole('img', { name: 'The finished film' })).toBeVisible()

  await page.getByRole('tab', { name: 'Ruler' }).click()
  await expect(page.getByText('Not calibrated')).toBeVisible()
  await page.getByRole('button', { name: 'Set a ruler' }).click()
  await expect(page.getByText(/One pixel is 0\.\d+ mm/)).toBeVisible()

  await page.getByRole('tab', { name: 'Label' }).click()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByLabel('Patient number').fill(number)
  await page.getByRole('textbox', { name: 'Name' }).fill('Doe, Jane')
  await expect(page.getByText('Kept on the server')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Patient number')).toHaveValue(number)

  await page.getByRole('tab', { name: 'Patient' }).click()
  await expect(page.getByText('Nobody was found')).toBeVisible()
  await page.getByText('New patient', { exact: true }).click()
  await page.getByRole('button', { name: 'Choose the new patient' }).click()
  await expect(page.getByText('The film becomes a study of its own.')).toBeVisible()

  await expectAccessible(page)
  await page.getByRole('tab', { name: 'File' }).click()
  const put = page.getByRole('button', { name: 'Put into the archive' })
  await expect(put).toBeDisabled()
  await page.getByLabel(/I compared the film/).check()
  await put.click()
  await expect(page.getByText('The film is in the archive')).toBeVisible()

  await page.getByRole('link', { name: 'Arrivals' }).last().click()
  await expect(page.getByText(number)).toBeVisible()
})
