import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { callApi, wordsFor } from '../../../_components/api-client'

export interface KeptDraft {
  steps: FilmSteps
  /** Of what the server has. */
  revision: number
  /** false while something is on its way, or could not be kept. */
  isKept: boolean
  error: string
}

const pauseMs = 350

/**
 * Keeps a draft on the server while a person works on it: changes are shown at once and saved when the hand rests, one
 * save after the other, so that no save is behind another.
 */
export class DraftKeeper {
  private kept: KeptDraft
  private timer: ReturnType<typeof setTimeout> | undefined
  private saving = false
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly filmId: string,
    start: { steps: FilmSteps; revision: number },
  ) {
    this.kept = { ...start, isKept: true, error: '' }
  }

  readonly now = (): KeptDraft => this.kept

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly change = (update: Partial<FilmSteps>): void => {
    this.set({ steps: { ...this.kept.steps, ...update }, isKept: false })
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.save(), pauseMs)
  }

  private async save(): Promise<void> {
    if (this.saving) return
    this.saving = true
    const { steps, revision } = this.kept
    try {
      const body = { revision, steps }
      const answer = await callApi<{ revision: number }>('PUT', `/api/film/${this.filmId}`, { body })
      this.set({ revision: answer.revision, isKept: this.kept.steps === steps, error: '' })
    } catch (refusal) {
      this.set({ error: wordsFor(refusal) })
    }
    this.saving = false
    // Something changed meanwhile.
    if (this.kept.steps !== steps) await this.save()
  }

  private set(update: Partial<KeptDraft>): void {
    this.kept = { ...this.kept, ...update }
    for (const listener of this.listeners) listener()
  }
}
