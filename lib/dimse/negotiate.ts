import {
  ExplicitVRLittleEndian,
  ImplicitVRLittleEndian,
  isKnownTransferSyntax,
} from '@/lib/dicom/transfer-syntax'
import { isUid } from '@/lib/dicom/uid'
import type { ProposedContext } from './parse-associate'
import { isStorageSOPClass, VerificationSOPClass } from './storage-sop-class'

export interface NegotiatedContext {
  id: number
  abstractSyntax: string
  /** 0 acceptance, 3 abstract syntax not supported, 4 transfer syntaxes not supported (PS3.8 table 9-18) */
  result: 0 | 3 | 4
  transferSyntax: string
}

/**
 * Answers each proposed presentation context. Objects are stored as they are sent, so any transfer syntax will do: of
 * those proposed the first that we can decode, else the first.
 */
export function negotiate(contexts: readonly ProposedContext[]): NegotiatedContext[] {
  return contexts.map((context) => {
    const { id, abstractSyntax } = context
    const proposed = context.transferSyntaxes.filter(isUid)
    const answer = (result: 0 | 3 | 4, transferSyntax?: string): NegotiatedContext => ({
      id,
      abstractSyntax,
      result,
      transferSyntax: transferSyntax ?? proposed[0] ?? ImplicitVRLittleEndian,
    })
    if (abstractSyntax === VerificationSOPClass) {
      const plain = proposed.find((ts) => ts === ImplicitVRLittleEndian || ts === ExplicitVRLittleEndian)
      return plain ? answer(0, plain) : answer(4)
    }
    if (!isStorageSOPClass(abstractSyntax)) return answer(3)
    const chosen = proposed.find(isKnownTransferSyntax) ?? proposed[0]
    return chosen ? answer(0, chosen) : answer(4)
  })
}
