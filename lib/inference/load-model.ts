import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { log } from '@/lib/log'
import { modelCard, type ModelCard } from './model-card'
import { openSession, type ModelSession } from './model-session'

export interface ReadyModel extends ModelSession {
  state: 'ready'
  name: string
  version: string
  card: ModelCard
  sha256: string
}

/** A version that must not be used, and why, in words for the list. */
export interface OffModel {
  state: 'off'
  name: string
  version: string
  sha256: string
  reason: string
  /** What it would look at, where the card at least can be read. */
  card: ModelCard | null
}

export type LoadedModel = ReadyModel | OffModel

/**
 * Loads one model version from its folder. Only a file whose SHA-256 is the card's is opened. Never throws: a model
 * that cannot be used is off with the reason, and the list works on.
 */
export async function loadModel(
  folder: string,
  { name, version }: { name: string; version: string },
): Promise<LoadedModel> {
  const card = await readCard(folder)
  const off = (reason: string, sha256 = ''): OffModel => ({
    state: 'off',
    name,
    version,
    sha256,
    reason,
    card,
  })
  if (!card) return off('model card is missing or not readable')
  if (card.name !== name || card.version !== version)
    return off('model card names another model than its folder')
  const file = await readFile(path.join(folder, card.file)).catch(() => null)
  if (!file) return off('model file is missing')
  const sha256 = createHash('sha256').update(file).digest('hex')
  if (sha256 !== card.sha256) return off('model file does not match its hash', sha256)
  try {
    const session = await openSession(card, file)
    return { state: 'ready', name, version, card, sha256, ...session }
  } catch (cause) {
    log.error({ err: cause, model: name, version }, 'inference: the model does not load')
    return off('model file cannot be loaded', sha256)
  }
}

async function readCard(folder: string): Promise<ModelCard | null> {
  try {
    return modelCard.parse(JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')))
  } catch (cause) {
    log.error({ err: cause, folder: path.basename(path.dirname(folder)) }, 'inference: model card not usable')
    return null
  }
}
