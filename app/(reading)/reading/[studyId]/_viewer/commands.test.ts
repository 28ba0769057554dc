import { expect, test } from 'vitest'
import { commandOfKey } from './commands'

test('digits are presets, letters work with and without shift', () => {
  expect(commandOfKey('3')).toEqual({ do: 'preset', key: '3' })
  expect(commandOfKey('l')).toEqual({ do: 'tool', tool: 'length' })
  expect(commandOfKey('L')).toEqual({ do: 'tool', tool: 'length' })
})

test('other keys are left to the browser', () => {
  expect(commandOfKey('0')).toBeNull()
  expect(commandOfKey('Tab')).toBeNull()
  expect(commandOfKey('Escape')).toBeNull()
})
