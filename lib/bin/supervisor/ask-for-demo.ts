import { requestDemo } from '@/lib/demo/request-demo'
import { AppError } from '@/lib/errors'

/** Sample studies and one account per role, as an administrator would ask for them; a second time changes nothing. */
export async function askForDemo(): Promise<{
  accounts: { role: string; username: string; password: string }[]
  note: string
}> {
  try {
    const { accounts } = await requestDemo({ kind: 'system', name: 'start', address: '' })
    return { accounts, note: 'The sample studies (synthetic) are being drawn and arrive within a minute.' }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    return { accounts: [], note: error.message }
  }
}
