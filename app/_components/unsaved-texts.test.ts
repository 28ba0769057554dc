import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draftKeep } from '../(reading)/reading/[studyId]/_report/draft-keep'
import { forgetUnsavedTexts, hasUnsavedTexts } from './unsaved-texts'

/** As in a browser: what is stored are own keys, the methods are not. */
class TabStorage {
  [key: string]: unknown
  getItem(key: string): unknown {
    return Object.hasOwn(this, key) ? this[key] : null
  }
  setItem(key: string, value: string): void {
    this[key] = value
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key)
  }
}

beforeEach(() => {
  const tab = new TabStorage()
  tab.setItem('somebody-elses', 'stays')
  tab.setItem('wetread-unsaved-report:study', 'as an older version kept it')
  vi.stubGlobal('sessionStorage', tab)
})
afterEach(() => void vi.unstubAllGlobals())

const kept = { revision: 1, text: { indication: '', findings: 'Effusion.', impression: '' } }
const keepOf = (userId: string) => draftKeep({ userId, studyId: 'study' })

test('an unsaved text waits for its own reader and is not shown to the next one of this tab', () => {
  keepOf('anna').write(kept)
  expect(keepOf('ben').read()).toBeNull()
  expect(keepOf('anna').read()).toEqual(kept)
})

test('the next person of this tab has what others left removed, and keeps their own', () => {
  keepOf('anna').write(kept)
  keepOf('ben').write(kept)
  forgetUnsavedTexts({ except: 'ben' })
  expect(keepOf('anna').read()).toBeNull()
  expect(keepOf('ben').read()).toEqual(kept)
  expect(Object.keys(sessionStorage)).toEqual(['somebody-elses', 'wetread-unsaved-report:ben:study'])
})

test('signing out leaves none', () => {
  keepOf('anna').write(kept)
  expect(hasUnsavedTexts('anna')).toBe(true)
  forgetUnsavedTexts({ except: '' })
  expect(hasUnsavedTexts('anna')).toBe(false)
  expect(Object.keys(sessionStorage)).toEqual(['somebody-elses'])
})
