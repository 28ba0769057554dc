import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { hydrateSymlinks } from './hydrate-symlinks.mjs'

/**
 * Brings node_modules to what package-lock.json says, if it is not there already.
 * @param {string} root the checkout
 */
export async function install(root) {
  const reason = staleReason(root)
  if (reason) {
    console.log(`Installing the packages (${reason}); this takes a minute or two …`)
    await npmCi(root)
  }
  hydrateSymlinks(root)
}

/**
 * npm keeps a copy of the lock file inside node_modules that names what it installed there.
 * @param {string} root the checkout
 * @returns {string | null}
 */
export function staleReason(root) {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json')
  if (!fs.existsSync(installedFile)) return 'none are here yet'
  const installed = JSON.parse(fs.readFileSync(installedFile, 'utf8')).packages
  const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  for (const [name, entry] of Object.entries(wanted)) {
    // Optional packages belong to other platforms.
    if (name === '' || entry.optional || entry.devOptional) continue
    if (installed[name]?.version !== entry.version) return 'package-lock.json has changed'
  }
  return null
}

/** @param {string} root */
function npmCi(root) {
  const started = Date.now()
  // Without a terminal npm shows no progress of its own.
  const ticker = setInterval(() => {
    if (!process.stdout.isTTY)
      console.log(`  … still installing, ${Math.round((Date.now() - started) / 1000)} s`)
  }, 10_000)
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  delete env.NODE_ENV // "production" would leave out what builds and tests
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve(undefined)
      else
        reject(
          new Error(
            'npm could not install the packages; what it says stands above. Is a registry reachable?',
          ),
        )
    })
  }).finally(() => clearInterval(ticker))
}
