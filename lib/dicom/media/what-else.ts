const kinds: { begins: number[]; words: string }[] = [
  { begins: [0xff, 0xd8, 0xff], words: 'A JPEG picture, not DICOM. A photographed film goes through Film.' },
  { begins: [0x89, 0x50, 0x4e, 0x47], words: 'A PNG picture, not DICOM. A scanned film goes through Film.' },
  { begins: [0x25, 0x50, 0x44, 0x46], words: 'A PDF document, not DICOM.' },
  { begins: [0x4d, 0x5a], words: 'A Windows program, not DICOM.' },
  { begins: [0x7f, 0x45, 0x4c, 0x46], words: 'A program, not DICOM.' },
  { begins: [0x50, 0x4b, 3, 4], words: 'A ZIP inside what was opened. Drop it by itself.' },
  { begins: [0x52, 0x61, 0x72, 0x21], words: 'A RAR archive. Unpack it first, then drop the folder.' },
  { begins: [0x37, 0x7a, 0xbc, 0xaf], words: 'A 7-Zip archive. Unpack it first, then drop the folder.' },
  { begins: [0x1f, 0x8b], words: 'A gzip archive. Unpack it first, then drop the folder.' },
]

/** What a file is that is not DICOM, in words. */
export function whatElse(head: Uint8Array): string {
  const kind = kinds.find(({ begins }) => begins.every((byte, at) => head[at] === byte))
  return kind?.words ?? 'Not DICOM.'
}
