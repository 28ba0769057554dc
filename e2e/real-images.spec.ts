import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { e2eServer } from './support/server'
import { callAs, signInAs, signInAsAdministrator } from './support/sign-in'

const shared = path.resolve('../shared/data/dicom')

/** Real files of many kinds; what each one stands for in the viewer. */
const kinds = [
  { what: 'CR, MONOCHROME1, 1955 × 1841', files: ['pydicom-data/RG1_UNCI.dcm'] },
  { what: 'DX, JPEG 2000, 2128 × 2000', files: ['pylibjpeg-data/966_fixed.dcm'] },
  { what: 'CR, JPEG-LS', files: ['pylibjpeg-data/RG2_JLSL.dcm'] },
  { what: 'head CT with gantry tilt', folder: 'head-ct-ge/GE' },
  { what: 'MR series', folder: 'mr-t1' },
  { what: 'US, RLE palette, multi-frame', files: ['pydicom-data/OBXXXX1A_rle_2frame.dcm'] },
  { what: 'mammogram, JPEG lossless', files: ['fo-dicom/GH133.dcm'] },
]

test.skip(!existsSync(shared), 'The folder ../shared/data/dicom with real DICOM files is not here')

let token = ''

test.beforeAll('a token for the machine', async ({ browser }) => {
  const page = await browser.newPage()
  await signInAsAdministrator(page)
  const answer = await callAs<{ token: string }>(page, 'POST', '/api/admin/tokens', {
    name: 'real images',
    scopes: ['dicomweb:read', 'dicomweb:store'],
  })
  token = answer.token
  await page.close()
})

for (const kind of kinds) {
  test(`${kind.what}: comes back byte for byte and opens in the viewer`, async ({ page }) => {
    const files = filesOf(kind)
    const stored = await storeAll(files)
    for (const [index, url] of stored.urls.entries()) {
      const bytes = await retrieve(url)
      expect(sha256(bytes)).toBe(sha256(files[index] ?? Buffer.alloc(0)))
    }

    await signInAs(page, 'radiologist')
    const studyId = await studyIdOf(page, stored.StudyInstanceUID)
    await page.goto(`/reading/${studyId}`)
    const pane = page.locator('[data-pane="0"]')
    await expect(pane).toHaveAttribute('data-status', 'shown', { timeout: 60_000 })
    await expect.poll(() => distinctGreys(page), { timeout: 30_000 }).toBeGreaterThan(20)
    await page.getByRole('button', { name: /back/i }).first().click()
    await expect(page).toHaveURL(/worklist/)
  })
}

function filesOf(kind: (typeof kinds)[number]): Buffer[] {
  const names =
    kind.files ??
    readdirSync(path.join(shared, kind.folder ?? '')).map((name) => path.join(kind.folder ?? '', name))
  return names.filter((name) => name.endsWith('.dcm')).map((name) => readFileSync(path.join(shared, name)))
}

const bearer = () => ({ Authorization: `Bearer ${token}` })

/** STOW-RS of all files in one request (PS3.18 10.5); gives the retrieve URL of each, in order. */
async function storeAll(files: Buffer[]): Promise<{ StudyInstanceUID: string; urls: string[] }> {
  const boundary = 'real-images'
  const parts = files.flatMap((bytes) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ])
  const answer = await fetch(`${e2eServer().url}/dicom-web/studies`, {
    method: 'POST',
    headers: {
      ...bearer(),
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
    },
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  })
  // 202: stored, with a warning about an attribute of the real world.
  expect([200, 202]).toContain(answer.status)
  const body = (await answer.json()) as { '00081199': { Value: Record<string, { Value: string[] }>[] } }
  const urls = body['00081199'].Value.map((item) => item['00081190']?.Value[0] ?? '')
  expect(urls).toHaveLength(files.length)
  const StudyInstanceUID = /\/studies\/([\d.]+)\//.exec(urls[0] ?? '')?.[1] ?? ''
  return { StudyInstanceUID, urls }
}

/** WADO-RS of one instance as it was stored, out of its single part. */
async function retrieve(url: string): Promise<Buffer> {
  const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*'
  const answer = await fetch(url, { headers: { ...bearer(), Accept: accept } })
  expect(answer.status).toBe(200)
  const body = Buffer.from(await answer.arrayBuffer())
  const start = body.indexOf('\r\n\r\n') + 4
  return body.subarray(start, body.lastIndexOf('\r\n--'))
}

async function studyIdOf(page: Page, StudyInstanceUID: string): Promise<string> {
  let studyId = ''
  await expect
    .poll(
      async () => {
        const { rows } = await callAs<{ rows: { studyId: string; StudyInstanceUID: string }[] }>(
          page,
          'GET',
          '/api/worklist?view=to-read',
        )
        studyId = rows.find((row) => row.StudyInstanceUID === StudyInstanceUID)?.studyId ?? ''
        return studyId
      },
      { timeout: 30_000 },
    )
    .not.toBe('')
  return studyId
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** How many grey levels the image area shows: an empty or broken picture has few. */
function distinctGreys(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas')
    if (!canvas || canvas.width === 0) return 0
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    const context = copy.getContext('2d')
    if (!context) return 0
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const greys = new Set<number>()
    for (let i = 0; i < data.length; i += 16) greys.add(data[i] ?? 0)
    return greys.size
  })
}
