import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '../lib/db/embedded/free-port'
import { startEnv } from './support/start-env'
import { readAccounts } from './support/server'
import { signInWith } from './support/sign-in'

/** A Wetread without samples, as a hospital starts it first. */
async function startEmpty(): Promise<{ url: string; said: string; end: () => Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wetread-empty-'))
  const port = await freePort()
  const env = startEnv({ dataDir, port, dicomPort: await freePort() })
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-env-file'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Stop with Ctrl-C')) resolve()
    })
    child.once('exit', () => reject(new Error(`npm start ended:\n${said}`)))
  })
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${port}`, said, end }
}

test('the first administrator adds sample studies, and the passwords stay until they are noted', async ({
  browser,
}) => {
  const { url, said, end } = await startEmpty()
  try {
    const context = await browser.newContext({ baseURL: url })
    const page = await context.newPage()
    const administrator = readAccounts(said).administrator
    if (!administrator) throw new Error('No first administrator was printed')
    await signInWith(page, administrator)
    await page.waitForURL(/account\/password/)
    await page.getByLabel('Present password').fill(administrator.password)
    await page.getByLabel('New password', { exact: true }).fill('a-first-calm-harbour')
    await page.getByLabel('New password again').fill('a-first-calm-harbour')
    await page.getByRole('button', { name: /password/i }).click()
    await page.waitForURL((to) => !to.pathname.startsWith('/account'))

    await page.goto('/worklist')
    await page.getByRole('button', { name: 'Add sample studies' }).click()
    const dialog = page.getByRole('dialog', { name: 'One account per role' })
    await expect(dialog).toContainText('radiologist')
    const password = (await dialog.locator('dd.font-mono').first().textContent()) ?? ''
    // The list fills behind the dialog, and the dialog stays.
    await expect(page.locator('[data-study]').first()).toBeVisible({ timeout: 60_000 })
    await expect(dialog).toBeVisible()
    await dialog.getByRole('button', { name: 'I have noted them' }).click()
    await expect(dialog).toHaveCount(0)

    const other = await (await browser.newContext({ baseURL: url })).newPage()
    await signInWith(other, { username: 'radiologist', password })
    await expect(other).toHaveURL(/worklist/)
    await context.close()
  } finally {
    await end()
  }
})
