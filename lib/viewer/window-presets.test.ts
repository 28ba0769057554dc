import { describe, expect, test } from 'vitest'
import { rangeOfWindow, windowOfPreset, windowOfRange, windowPresets } from './window-presets'

describe('window presets', () => {
  test('CT offers nine, on the digits, in Hounsfield units', () => {
    const presets = windowPresets('CT')
    expect(presets.map((preset) => preset.key)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
    const lung = presets.find((preset) => preset.name === 'Lung')
    expect(lung && windowOfPreset(lung, { center: 40, width: 80 })).toEqual({ center: -600, width: 1500 })
  })

  test('elsewhere presets are relative to what the sender chose', () => {
    const softer = windowPresets('CR').find((preset) => preset.name === 'Softer')
    expect(softer && windowOfPreset(softer, { center: 2000, width: 1000 })).toEqual({
      center: 2000,
      width: 1600,
    })
  })

  test('a width never falls below one', () => {
    const harder = windowPresets('MR').find((preset) => preset.name === 'Harder')
    expect(harder && windowOfPreset(harder, { center: 1, width: 1 }).width).toBe(1)
  })

  test('window and range are inverse to each other (PS3.3 C.11.2.1.2)', () => {
    expect(rangeOfWindow({ center: 2048, width: 4096 })).toEqual({ lower: 0, upper: 4095 })
    expect(windowOfRange(rangeOfWindow({ center: 40, width: 80 }))).toEqual({ center: 40, width: 80 })
  })
})
