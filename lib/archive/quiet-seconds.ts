import type { Config } from '@/lib/config'

/** Modalities whose studies are a few exposures, sent at once. */
const projection = new Set(['CR', 'DX', 'MG', 'RF', 'RG', 'IO', 'PX'])

/** How long no image may arrive until a study counts as complete. */
export function quietSeconds(
  Modality: string,
  config: Pick<Config, 'quietSeconds' | 'quietSecondsProjection'>,
): number {
  return projection.has(Modality) ? config.quietSecondsProjection : config.quietSeconds
}
