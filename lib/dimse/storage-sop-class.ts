export const VerificationSOPClass = '1.2.840.10008.1.1'

/** Storage SOP classes that stand outside PS3.6's storage branch. */
const others = new Set([
  '1.2.840.10008.5.1.4.34.7', // RT Beams Delivery Instruction
  '1.2.840.10008.5.1.4.34.10', // RT Brachy Application Setup Delivery Instruction
  '1.2.840.10008.5.1.4.38.1', // Hanging Protocol
  '1.2.840.10008.5.1.4.39.1', // Color Palette
  '1.2.840.10008.5.1.4.43.1', // Generic Implant Template
  '1.2.840.10008.5.1.4.44.1', // Implant Assembly Template
  '1.2.840.10008.5.1.4.45.1', // Implant Template Group
  '1.3.12.2.1107.5.9.1', // Siemens CSA Non-Image
  '1.2.840.113619.4.2', // GE
  '1.2.840.113619.4.3',
  '1.2.840.113619.4.26',
  '1.2.840.113619.4.27',
  '1.2.840.113619.4.30',
  '1.3.46.670589.2.3.1.1', // Philips
  '1.3.46.670589.2.4.1.1',
  '1.3.46.670589.5.0.1',
  '1.3.46.670589.5.0.1.1',
  '1.3.46.670589.5.0.2',
  '1.3.46.670589.5.0.2.1',
  '1.3.46.670589.5.0.3',
  '1.3.46.670589.5.0.3.1',
  '1.3.46.670589.5.0.4',
  '1.3.46.670589.5.0.8',
  '1.3.46.670589.5.0.9',
  '1.3.46.670589.5.0.10',
  '1.3.46.670589.5.0.11',
  '1.3.46.670589.5.0.11.1',
  '1.3.46.670589.5.0.12',
  '1.3.46.670589.5.0.13',
  '1.3.46.670589.5.0.14',
  '1.2.392.200036.9116.7.8.1.1.1', // Toshiba
])

/** Every class in PS3.6's storage branch, also those of later editions, and some private ones that scanners send. */
export function isStorageSOPClass(uid: string): boolean {
  return /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.[0-9.]+$/.test(uid) || others.has(uid)
}
