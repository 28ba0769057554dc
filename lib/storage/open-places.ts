import type { Config } from '@/lib/config'
import { AppError } from '@/lib/errors'
import type { BlobPlace } from './blob-place'
import { openLocalPlace } from './local-place'

/**
 * The places that the settings name: `local` is the data folder, `s3` the configured bucket, anything else of the cold
 * one is a folder.
 * @throws AppError invalid when a place is named that cannot be used
 */
export async function openPlaces(
  config: Pick<Config, 'dataDir' | 'storage' | 'coldStorage' | 's3'>,
): Promise<{ hot: BlobPlace; cold: BlobPlace | null }> {
  const { dataDir, storage, coldStorage } = config
  const bucket = async (under: string): Promise<BlobPlace> => {
    if (!config.s3) throw new AppError('invalid', 'S3 storage is chosen: give WETREAD_S3_BUCKET.')
    // The client is large: only whoever uses it loads it.
    const { openS3Place } = await import('./s3-place')
    return openS3Place({ ...config.s3, prefix: config.s3.prefix + under })
  }
  const hot = storage === 's3' ? await bucket('') : await openLocalPlace(dataDir)
  if (coldStorage === '') return { hot, cold: null }
  return { hot, cold: coldStorage === 's3' ? await bucket('cold/') : await openLocalPlace(coldStorage) }
}
