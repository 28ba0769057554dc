import { expect, type Browser } from '@playwright/test'
import { e2eServer } from './server'
import { signInAs } from './sign-in'

/** Brings files in by the technologist's upload; answers the study ids, one for each file. */
export async function upload(browser: Browser, files: readonly Uint8Array[]): Promise<string[]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signInAs(page, 'technologist')
  const studyIds: string[] = []
  for (const bytes of files) {
    const answer = await page.request.post('/api/upload', {
      headers: { origin: e2eServer().url, 'content-type': 'application/dicom' },
      data: Buffer.from(bytes),
    })
    expect(answer.status()).toBe(200)
    const { studyId } = (await answer.json()) as { studyId: string }
    studyIds.push(studyId)
  }
  await context.close()
  return studyIds
}
