import { expect, it } from 'vitest'
import { neutralisePreamble } from './neutralise-preamble'

it.each(['4d5a9000', '7f454c46', 'feedfacf', 'cffaedfe', 'cafebabe', '23212f62'])(
  'a preamble that begins %s is served as zeros',
  (hex) => {
    expect(neutralisePreamble(Buffer.from(hex, 'hex'))).toEqual(new Uint8Array(128))
  },
)

it.each(['49492a00', '4d4d002a', '00000000', ''])('a preamble that begins %s stays', (hex) => {
  expect(neutralisePreamble(Buffer.from(hex, 'hex'))).toBeNull()
})
