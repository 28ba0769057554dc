import type { Tx } from '@/lib/db/client'
import { askTransfer, type NewTransfer } from '@/lib/db/exchange/transfers'
import { enqueue } from '@/lib/queue/enqueue'

/** Puts a transfer on its way: it exists exactly when what asked for it is committed. @returns its id */
export async function requestTransfer(tx: Tx, transfer: NewTransfer): Promise<string> {
  const { id } = await askTransfer(tx, transfer)
  await enqueue(tx, 'run-transfer', { transferId: id }, { jobKey: `transfer:${id}` })
  return id
}
