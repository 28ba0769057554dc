/** Why a Key Object Selection rejects what it references (IHE RAD TF-2 4.66, 4.67; PS3.16 CID 7011), all of DCM. */
export const rejectionCodes = {
  '113001': 'Rejected for Quality Reasons',
  '113037': 'Rejected for Patient Safety Reasons',
  '113038': 'Incorrect Modality Worklist Entry',
  '113039': 'Data Retention Policy Expired',
} as const

export type RejectionCode = keyof typeof rejectionCodes

export function isRejectionCode(code: string): code is RejectionCode {
  return Object.hasOwn(rejectionCodes, code)
}

/** What has only expired may come again (it is fetched for a comparison); the others are wrong and stay out. */
export function forbidsStoring(code: RejectionCode): boolean {
  return code !== '113039'
}
