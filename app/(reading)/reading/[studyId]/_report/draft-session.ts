import { ApiError } from '@/app/_components/api-error'
import type { ReportDraftDto } from '@/lib/reporting/report'
import type { ReportText } from '@/lib/reporting/report-text'

export type DraftStatus = 'clean' | 'dirty' | 'saving' | 'saved' | 'offline' | 'refused' | 'conflict'

export interface DraftState {
  text: ReportText
  /** The server's revision that `text` builds on. */
  revision: number
  status: DraftStatus
  savedAt: string | null
  /** For refused: why. For conflict: who saved last, '' when unknown. */
  words: string
  /** The reader's own text, set aside when they took the other one. */
  copy: ReportText | null
}

/** What a browser keeps until the server has it. */
export interface Keep {
  read: () => { revision: number; text: ReportText } | null
  write: (kept: { revision: number; text: ReportText }) => void
  remove: () => void
}

interface DraftInput {
  initial: { text: ReportText; revision: number; updatedAt: string | null }
  put: (revision: number, text: ReportText) => Promise<ReportDraftDto>
  keep: Keep
  onChange: () => void
}

export interface DraftSession {
  state: () => DraftState
  edit: (change: Partial<ReportText>) => void
  /** Saves at once; true when the server has everything. */
  flush: () => Promise<boolean>
  /** Another window or reader saved: taken over unless something here is unsaved. */
  adopt: (draft: ReportDraftDto) => void
  /** Ends a conflict with their text; `keepMine` sets the reader's own aside. */
  takeTheirs: (theirs: ReportDraftDto, keepMine: boolean) => void
  discardCopy: () => void
  unsaved: () => boolean
  /** Saves what an earlier visit left unsaved. Apart from construction, which Strict Mode does twice. */
  start: () => void
}

const debounceMs = 800
const retryMs = 5000

/** Autosave of one report: one save at a time, the latest text always wins, nothing typed is ever dropped. */
export function createDraftSession({ initial, put, keep, onChange }: DraftInput): DraftSession {
  let state: DraftState = {
    text: initial.text,
    revision: initial.revision,
    status: 'clean',
    savedAt: initial.updatedAt,
    words: '',
    copy: null,
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | null = null

  const set = (change: Partial<DraftState>): void => {
    state = { ...state, ...change }
    onChange()
  }
  const plan = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }
  const unsaved = (): boolean => !['clean', 'saved'].includes(state.status)

  async function saveOnce(): Promise<void> {
    const sent = state.text
    set({ status: 'saving' })
    try {
      const saved = await put(state.revision, sent)
      const newer = !sameText(sent, state.text)
      set({
        revision: saved.revision,
        savedAt: saved.updatedAt,
        status: newer ? 'dirty' : 'saved',
        words: '',
      })
      if (newer) {
        keep.write({ revision: state.revision, text: state.text })
        plan(debounceMs)
      } else keep.remove()
    } catch (error) {
      set(failureOf(error))
      if (state.status === 'offline') plan(retryMs)
    }
  }

  async function save(): Promise<void> {
    clearTimeout(timer)
    if (saving) return saving
    if (state.status !== 'dirty' && state.status !== 'offline') return
    saving = saveOnce().finally(() => {
      saving = null
    })
    return saving
  }

  const kept = keep.read()
  if (kept && sameText(kept.text, initial.text)) keep.remove()
  else if (kept) {
    const current = kept.revision === initial.revision
    state = { ...state, text: kept.text, status: current ? 'dirty' : 'conflict' }
  }

  return {
    state: () => state,
    edit: (change) => {
      const text = { ...state.text, ...change }
      if (sameText(text, state.text)) return
      keep.write({ revision: state.revision, text })
      const held = state.status === 'conflict' || state.status === 'saving'
      set({ text, status: held ? state.status : 'dirty' })
      if (state.status === 'dirty') plan(debounceMs)
    },
    flush: async () => {
      await save()
      if (state.status === 'dirty') await save()
      return !unsaved()
    },
    adopt: (draft) => {
      if (unsaved() || draft.revision <= state.revision) return
      set({
        text: textOf(draft),
        revision: draft.revision,
        savedAt: draft.updatedAt,
        status: 'clean',
        words: '',
      })
    },
    takeTheirs: (theirs, keepMine) => {
      const copy = keepMine ? state.text : null
      keep.remove()
      set({
        text: textOf(theirs),
        revision: theirs.revision,
        savedAt: theirs.updatedAt,
        status: 'clean',
        words: '',
        copy,
      })
    },
    discardCopy: () => set({ copy: null }),
    unsaved,
    start: () => {
      if (state.status === 'dirty') plan(0)
    },
  }
}

function failureOf(error: unknown): Pick<DraftState, 'status' | 'words'> {
  if (!(error instanceof ApiError)) return { status: 'offline', words: '' }
  if (error.status === 0 || error.status >= 500) return { status: 'offline', words: '' }
  if (error.code === 'conflict' && typeof error.detail.revision === 'number') {
    return { status: 'conflict', words: typeof error.detail.author === 'string' ? error.detail.author : '' }
  }
  return { status: 'refused', words: error.message }
}

function sameText(a: ReportText, b: ReportText): boolean {
  return a.indication === b.indication && a.findings === b.findings && a.impression === b.impression
}

function textOf({ indication, findings, impression }: ReportText): ReportText {
  return { indication, findings, impression }
}
