import { defineConfig } from '@playwright/test'
import { chromiumPath } from './e2e/support/chromium-path'
import { freePort } from './lib/db/embedded/free-port'

// Chosen once, by the process that is started first; its workers find them in the environment.
process.env.WETREAD_E2E_PORT ??= String(await freePort())
process.env.WETREAD_E2E_DICOM_PORT ??= String(await freePort())
process.env.WETREAD_E2E_DATA ??= `.test/e2e-${process.pid}`

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/support/start-server.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${process.env.WETREAD_E2E_PORT}`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: await chromiumPath(),
      // WebGL2 in software, in a container without a GPU and without a user namespace.
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    },
  },
  projects: [{ name: 'chromium' }],
})
