import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'

/** The browser of the tests: CHROMIUM_PATH, else the system's, else the one inside the npm package. */
export async function chromiumPath(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  return system ?? chromium.executablePath()
}
