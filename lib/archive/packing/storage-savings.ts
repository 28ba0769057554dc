import type { Config } from '@/lib/config'
import { packingByMonth } from '@/lib/db/archive/sql/packing-by-month'

export interface StorageSavings {
  /** What packs images at rest; null when it is off. */
  reencode: { codec: string; afterDays: number } | null
  price: { perTerabyteMonth: number; currency: string } | null
  /** By the month in which they were packed, newest first. */
  months: { month: string; instances: number; savedBytes: number }[]
  /** In all: what the disk has free because of it. */
  savedBytes: number
  /** What those bytes would cost each month; null without a price. */
  savedPerMonth: number | null
}

const terabyte = 1e12

/** What re-encoding at rest saves, in bytes and in money (decimal terabytes, as storage is sold). */
export async function storageSavings({
  reencode,
  storagePrice,
}: Pick<Config, 'reencode' | 'storagePrice'>): Promise<StorageSavings> {
  const rows = await packingByMonth()
  const months = rows.map(({ month, instances, bytesBefore, bytesAfter }) => ({
    month,
    instances,
    savedBytes: Number(bytesBefore - bytesAfter),
  }))
  const savedBytes = months.reduce((sum, month) => sum + month.savedBytes, 0)
  return {
    reencode,
    price: storagePrice,
    months,
    savedBytes,
    savedPerMonth: storagePrice && (savedBytes / terabyte) * storagePrice.perTerabyteMonth,
  }
}
