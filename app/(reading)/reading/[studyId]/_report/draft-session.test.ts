import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/app/_components/api-error'
import type { ReportDraftDto } from '@/lib/reporting/report'
import type { ReportText } from '@/lib/reporting/report-text'
import { createDraftSession, type Keep } from './draft-session'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const empty: ReportText = { indication: '', findings: '', impression: '' }

function drawer(kept: ReturnType<Keep['read']> = null): Keep & { kept: () => ReturnType<Keep['read']> } {
  let held = kept
  return {
    read: () => held,
    write: (next) => {
      held = next
    },
    remove: () => {
      held = null
    },
    kept: () => held,
  }
}

/** A server that keeps one draft and refuses a save from another revision, as the real one does. */
function server(start: Partial<ReportDraftDto> = {}) {
  const draft: ReportDraftDto = { ...empty, revision: 0, author: null, updatedAt: null, ...start }
  const saves: ReportText[] = []
  let away = false
  return {
    draft,
    saves,
    goAway: (gone: boolean) => {
      away = gone
    },
    put: async (revision: number, text: ReportText): Promise<ReportDraftDto> => {
      await Promise.resolve()
      if (away) throw new ApiError('unavailable', 0, 'away')
      if (revision !== draft.revision) {
        throw new ApiError('conflict', 409, 'changed', { revision: draft.revision, author: 'Dr Other' })
      }
      saves.push(text)
      Object.assign(draft, text, { revision: revision + 1, updatedAt: '2024-03-14T10:32:00.000Z' })
      return { ...draft }
    },
  }
}

function open(remote: ReturnType<typeof server>, keep = drawer()) {
  const initial = { text: { ...empty }, revision: remote.draft.revision, updatedAt: null }
  return { session: createDraftSession({ initial, put: remote.put, keep, onChange: () => undefined }), keep }
}

describe('autosave', () => {
  test('waits for a pause in typing and saves the last text once', async () => {
    const remote = server()
    const { session, keep } = open(remote)
    session.edit({ findings: 'No' })
    await vi.advanceTimersByTimeAsync(500)
    session.edit({ findings: 'No effusion.' })
    expect(session.state().status).toBe('dirty')
    await vi.advanceTimersByTimeAsync(900)
    expect(remote.saves).toEqual([{ ...empty, findings: 'No effusion.' }])
    expect(session.state()).toMatchObject({ status: 'saved', revision: 1 })
    expect(keep.kept()).toBeNull()
  })

  test('what is typed while a save is under way is saved next, from the new revision', async () => {
    const remote = server()
    const { session } = open(remote)
    session.edit({ findings: 'a' })
    const first = session.flush()
    session.edit({ findings: 'ab' })
    await first
    await vi.advanceTimersByTimeAsync(1000)
    expect(remote.draft).toMatchObject({ findings: 'ab', revision: 2 })
  })

  test('without a connection the text stays in the browser and is saved when it is back', async () => {
    const remote = server()
    const { session, keep } = open(remote)
    remote.goAway(true)
    session.edit({ impression: 'Pneumothorax.' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(session.state().status).toBe('offline')
    expect(keep.kept()?.text.impression).toBe('Pneumothorax.')
    remote.goAway(false)
    await vi.advanceTimersByTimeAsync(6000)
    expect(session.state().status).toBe('saved')
    expect(keep.kept()).toBeNull()
  })

  test('flush says whether the server has everything', async () => {
    const remote = server()
    const { session } = open(remote)
    session.edit({ findings: 'x' })
    expect(await session.flush()).toBe(true)
    remote.goAway(true)
    session.edit({ findings: 'y' })
    expect(await session.flush()).toBe(false)
  })
})

describe('after a reload', () => {
  test('an unsaved text from this browser is taken up and saved', async () => {
    const remote = server({ revision: 3 })
    const { session } = open(remote, drawer({ revision: 3, text: { ...empty, findings: 'kept' } }))
    expect(session.state().text.findings).toBe('kept')
    session.start()
    await vi.advanceTimersByTimeAsync(10)
    expect(remote.draft).toMatchObject({ findings: 'kept', revision: 4 })
  })

  test('one that builds on an older revision is a conflict, not a silent overwrite', async () => {
    const remote = server({ revision: 5 })
    const { session } = open(remote, drawer({ revision: 3, text: { ...empty, findings: 'kept' } }))
    session.start()
    expect(session.state().status).toBe('conflict')
    await vi.advanceTimersByTimeAsync(2000)
    expect(remote.saves).toEqual([])
  })
})

describe('conflict', () => {
  async function conflicting() {
    const remote = server()
    const opened = open(remote)
    opened.session.edit({ findings: 'mine' })
    Object.assign(remote.draft, { findings: 'theirs', revision: 7 })
    await opened.session.flush()
    return { remote, ...opened }
  }

  test('names who saved last, and typing on does not overwrite them', async () => {
    const { session, remote } = await conflicting()
    expect(session.state()).toMatchObject({ status: 'conflict', words: 'Dr Other' })
    session.edit({ findings: 'mine, more' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(remote.draft.findings).toBe('theirs')
  })

  test('their text can be taken, with the own one set aside', async () => {
    const { session, remote, keep } = await conflicting()
    session.takeTheirs({ ...remote.draft }, true)
    expect(session.state()).toMatchObject({ status: 'clean', revision: 7, text: { findings: 'theirs' } })
    expect(session.state().copy?.findings).toBe('mine')
    expect(keep.kept()).toBeNull()
    session.edit({ findings: 'theirs and mine' })
    expect(await session.flush()).toBe(true)
  })
})

test('a draft saved elsewhere is adopted only while nothing here is unsaved', () => {
  const remote = server()
  const { session } = open(remote)
  session.adopt({ ...remote.draft, findings: 'other window', revision: 2 })
  expect(session.state().text.findings).toBe('other window')
  session.edit({ findings: 'typing' })
  session.adopt({ ...remote.draft, findings: 'newer', revision: 3 })
  expect(session.state().text.findings).toBe('typing')
})

test('a refusal says why and keeps the text', async () => {
  const keep = drawer()
  const session = createDraftSession({
    initial: { text: empty, revision: 0, updatedAt: null },
    put: () =>
      Promise.reject(new ApiError('conflict', 409, 'You do not hold this study.', { claimed: true })),
    keep,
    onChange: () => undefined,
  })
  session.edit({ findings: 'x' })
  expect(await session.flush()).toBe(false)
  expect(session.state()).toMatchObject({ status: 'refused', words: 'You do not hold this study.' })
  expect(keep.kept()?.text.findings).toBe('x')
})
