import type { Config } from '@/lib/config'

export interface Greeting {
  config: Config
  administrator: { username: string; password: string } | null
  accounts: { role: string; username: string; password: string }[]
  note: string
}

/** What stands on the screen when Wetread is ready: where it is, who may come in, what to do next. */
export function greeting({ config, administrator, accounts, note }: Greeting): string {
  const lines = ['', `  Wetread is ready: ${config.publicUrl}`, '']
  const shown = [...(administrator ? [{ role: 'administrator', ...administrator }] : []), ...accounts]
  if (shown.length > 0) {
    const width = Math.max(...shown.map((account) => account.username.length))
    lines.push('  Accounts (these passwords are shown only now):')
    for (const account of shown) {
      lines.push(`    ${account.username.padEnd(width)}  ${account.password}  (${account.role})`)
    }
    lines.push('')
  }
  if (note) lines.push(`  ${note}`, '')
  lines.push(
    `  Scanners send to AE title ${config.aeTitle} at ${config.dicomHost}, port ${config.dicomPort} (DICOM), once an`,
    '  administrator has added them under Administration, Peers.',
    administrator && accounts.length === 0
      ? '  Next: sign in as admin, choose a password, open accounts for your readers, or load the sample studies.'
      : '  Next: sign in and open the reading list.',
    '  Stop with Ctrl-C; everything stays in the data folder.',
    '',
  )
  return lines.join('\n')
}
