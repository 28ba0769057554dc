import { expect, test, type Browser, type Page } from '@playwright/test'
import { cStore, freshChestFilm, testPeer } from './support/send'
import { signInAs, signInAsAdministrator } from './support/sign-in'

// One story in order: each step stands on what the one before has left in the product.
test.describe.configure({ mode: 'serial' })

const name = `Aa${Date.now().toString(36)}`
const patientId = `E2E-${name}`

async function pageOf(browser: Browser, role: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signInAs(page, role)
  return page
}

const rowOf = (page: Page) => page.getByRole('row').filter({ hasText: name })

test('the first administrator lets a scanner in', async ({ page }) => {
  await signInAsAdministrator(page)
  await page.goto('/admin?part=peers')
  await page.getByLabel('AE title').fill(testPeer)
  await page.getByLabel('IP address').fill('127.0.0.1')
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('region', { name: 'DICOM peers' })).toContainText(testPeer)
})

test('a film that a scanner sends comes onto the open list by itself, with a reason, and AI answers', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'radiologist')
  await page.goto('/worklist')
  await expect(page.getByRole('grid', { name: 'Studies by deadline' })).toBeVisible()
  await page.mouse.move(5, 5)
  await cStore([freshChestFilm(name)])
  await expect(rowOf(page)).toBeVisible()
  await expect(rowOf(page)).toContainText(/ED/)
  await expect(rowOf(page)).toContainText(/STAT/)
  // Synthetic drawings may or may not pass the model's gate; silence is what must not happen.
  await expect(rowOf(page)).not.toContainText(/looking|pending|waiting for ai/i)
  await page.context().close()
})

test('a radiologist claims, sees the image, writes, reloads without loss and signs', async ({ browser }) => {
  const page = await pageOf(browser, 'radiologist')
  await page.goto('/worklist')
  await rowOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/reading\//)
  await expect(page.locator('canvas').first()).toBeVisible()
  await expect.poll(() => brightPixels(page), { timeout: 60_000 }).toBeGreaterThan(1000)
  await expect(page.getByText('Research use, not for diagnosis').first()).toBeVisible()

  const resident = await pageOf(browser, 'resident')
  await resident.goto('/worklist')
  await expect(rowOf(resident)).toContainText('Demo Radiologist')
  await resident.context().close()

  await page.getByLabel('Findings').fill('Lungs clear. <script>alert(1)</script>')
  await page.getByLabel('Impression').fill(`No acute abnormality in ${name}.`)
  await expect(page.getByText(/^Saved/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Impression')).toHaveValue(`No acute abnormality in ${name}.`)

  await page.getByRole('button', { name: 'Sign final' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign final' }).click()
  await expect(page.getByRole('list', { name: 'Signed versions' })).toContainText(
    `No acute abnormality in ${name}.`,
  )
  await page.goto('/worklist')
  await expect(page.getByRole('grid', { name: 'Studies by deadline' })).toBeVisible()
  await expect(rowOf(page)).toHaveCount(0)
  await page.context().close()
})

test('the referring physician finds report and image of the own patient, also on a phone', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'referrer')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/patients')
  await page.getByRole('link').filter({ hasText: patientId }).first().click()
  await expect(page.getByText(`No acute abnormality in ${name}.`).first()).toBeVisible()
  const image = page.locator('img[src*="/dicom-web/"]').first()
  await expect(image).toBeVisible()
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(50)
  await page.context().close()
})

test('a referring physician gets nothing of another one’s patient', async ({ browser }) => {
  const other = `Zz${Date.now().toString(36)}`
  await cStore([freshChestFilm(other, { ReferringPhysicianName: 'Okafor^Daniel' })])
  const radiologist = await pageOf(browser, 'radiologist')
  await radiologist.goto('/worklist')
  const row = radiologist.getByRole('row').filter({ hasText: other })
  await expect(row).toBeVisible()
  const studyId = await row.getAttribute('data-study')
  await radiologist.context().close()

  const referrer = await pageOf(browser, 'referrer')
  const ask = (path: string) => referrer.request.get(path).then((answer) => answer.status())
  expect(await ask(`/api/studies/${studyId ?? ''}`)).toBe(404)
  expect(await ask('/api/worklist')).toBe(403)
  const found = await referrer.request.get('/dicom-web/studies?PatientID=E2E-*')
  expect(await found.text()).not.toContain(other)
  await referrer.goto('/patients')
  await expect(referrer.getByRole('link').filter({ hasText: patientId }).first()).toBeVisible()
  await expect(referrer.getByText(other)).toHaveCount(0)
  await referrer.context().close()
})

test('turnaround counts the report, arrivals show study and device', async ({ browser }) => {
  const head = await pageOf(browser, 'department-head')
  await head.goto('/turnaround')
  await expect(head.getByRole('region', { name: 'By urgency and modality' })).toContainText('CR')
  await head.context().close()

  const technologist = await pageOf(browser, 'technologist')
  await technologist.goto('/arrivals')
  await expect(technologist.getByText(name).first()).toBeVisible()
  await expect(technologist.getByText(testPeer).first()).toBeVisible()
  await technologist.context().close()
})

/** Pixels of the screen's canvases that are clearly not black: there is an image. */
function brightPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    let bright = 0
    for (const canvas of document.querySelectorAll('canvas')) {
      const copy = document.createElement('canvas')
      copy.width = canvas.width
      copy.height = canvas.height
      const context = copy.getContext('2d')
      if (!context || canvas.width === 0) continue
      context.drawImage(canvas, 0, 0)
      const { data } = context.getImageData(0, 0, copy.width, copy.height)
      for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 60) bright += 1
    }
    return bright
  })
}
