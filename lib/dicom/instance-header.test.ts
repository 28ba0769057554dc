import { expect, it } from 'vitest'
import { readInstanceHeader } from './instance-header'
import { parsePart10 } from './parse-part10'
import { part10Header } from './part10-header'
import { ExplicitVRLittleEndian } from './transfer-syntax'

it('says of a DICOMDIR what it is and what to send instead', () => {
  const SOPClassUID = '1.2.840.10008.1.3.10'
  const header = part10Header({
    SOPClassUID,
    SOPInstanceUID: '1.2.3',
    TransferSyntaxUID: ExplicitVRLittleEndian,
  })
  expect(() => readInstanceHeader(parsePart10(header))).toThrow(/DICOMDIR.*Send the files it lists/)
})
