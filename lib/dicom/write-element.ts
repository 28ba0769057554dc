const longForm = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '))

export interface HeadInput {
  tag: string
  vr: string
  /** Of the value; -1 for undefined. */
  length: number
}

/** Tag, VR and length as they stand before a value, little endian (PS3.5 7.1). */
export function elementHead({ tag, vr, length }: HeadInput, implicit: boolean): Buffer {
  const isLong = !implicit && (longForm.has(vr) || length > 0xffff)
  const head = Buffer.alloc(isLong ? 12 : 8)
  const length32 = length < 0 ? 0xffffffff : length
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2)
  if (implicit) head.writeUInt32LE(length32, 4)
  else if (isLong) {
    // What a short form cannot hold goes as UN, whose length has 32 bits (PS3.5 6.2.2 note 2).
    head.write(longForm.has(vr) ? vr : 'UN', 4, 'latin1')
    head.writeUInt32LE(length32, 8)
  } else {
    head.write(vr, 4, 'latin1')
    head.writeUInt16LE(length, 6)
  }
  return head
}

/** An element whole; a value of odd length gets the padding it should have had. */
export function writeElement(
  { tag, vr, value }: { tag: string; vr: string; value: Uint8Array },
  implicit: boolean,
): Uint8Array[] {
  const odd = value.length % 2 === 1
  const padding = odd ? [Buffer.from([['OB', 'UN', 'UI', 'OW'].includes(vr) ? 0 : 0x20])] : []
  return [elementHead({ tag, vr, length: value.length + (odd ? 1 : 0) }, implicit), value, ...padding]
}
