const executables: readonly (readonly number[])[] = [
  [0x4d, 0x5a], // MZ: Windows
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0xfe, 0xed, 0xfa, 0xce], // Mach-O
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe], // Mach-O fat, Java class
  [0x23, 0x21], // #!
]

/**
 * The 128 bytes with which a stored file must be served instead of its own when those would let an operating
 * system run it (CVE-2019-11687, PS3.10 7.5); null when they are harmless, as a TIFF header is. The one place where
 * byte-exact yields (conformance rule 10).
 */
export function neutralisePreamble(start: Uint8Array): Uint8Array | null {
  const runs = executables.some((magic) => magic.every((byte, i) => start[i] === byte))
  return runs ? new Uint8Array(128) : null
}
