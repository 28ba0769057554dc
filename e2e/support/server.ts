import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface E2eAccount {
  username: string
  password: string
}

/** The Wetread that the browser tests walk through. */
export interface E2eServer {
  url: string
  dicomPort: number
  aeTitle: string
  dataDir: string
  /** By role: administrator (must choose a new password first), radiologist, resident, referrer, … */
  accounts: Record<string, E2eAccount>
}

export function serverFile(): string {
  return path.resolve(process.env.WETREAD_E2E_DATA ?? '', 'server.json')
}

export function e2eServer(): E2eServer {
  return JSON.parse(readFileSync(serverFile(), 'utf8')) as E2eServer
}

/** The account of a role of the demo. */
export function accountOf(role: string): E2eAccount {
  const account = e2eServer().accounts[role]
  if (!account) throw new Error(`The server printed no account for ${role}`)
  return account
}

/** Keeps a password that a test has changed, for the tests that follow. */
export function rememberAccount(role: string, account: E2eAccount): void {
  const server = e2eServer()
  writeFileSync(
    serverFile(),
    JSON.stringify({ ...server, accounts: { ...server.accounts, [role]: account } }),
  )
}

/** From what `npm start` prints: "username  password  (role)". */
export function readAccounts(said: string): Record<string, E2eAccount> {
  const accounts: Record<string, E2eAccount> = {}
  for (const [, username, password, role] of said.matchAll(/^ {4}(\S+) +(\S+) +\(([a-z-]+)\)$/gm)) {
    if (username && password && role) accounts[role] = { username, password }
  }
  return accounts
}
