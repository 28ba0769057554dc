import {
  ExplicitVRLittleEndian,
  ImplicitVRLittleEndian,
  isKnownTransferSyntax,
  transferSyntax,
} from '@/lib/dicom/transfer-syntax'
import { isUid } from '@/lib/dicom/uid'
import type { Services } from './handlers'
import type { ProposedContext, Role } from './parse-associate'
import { isStorageSOPClass, VerificationSOPClass } from './storage-sop-class'

export interface NegotiatedContext {
  id: number
  abstractSyntax: string
  /** 0 acceptance, 3 abstract syntax not supported, 4 transfer syntaxes not supported (PS3.8 table 9-18) */
  result: 0 | 1 | 2 | 3 | 4
  transferSyntax: string
  /** We may send requests on it: by role selection as acceptor, as requestor anyway. */
  weAreScu: boolean
}

export interface Proposal {
  contexts: readonly ProposedContext[]
  /** By SOP class, of the requestor (PS3.7 D.3.3.4). */
  roles: ReadonlyMap<string, Role>
  services: Services
}

/**
 * Answers each proposed presentation context. Objects are stored as they are sent, so any transfer syntax will do: of
 * those proposed the first that we can decode, else the first. Where we are to send (C-GET), explicit VR goes before
 * implicit VR, which would make private attributes UN.
 */
export function negotiate({ contexts, roles, services }: Proposal): NegotiatedContext[] {
  const offered = offeredClasses(services)
  return contexts.map((context) => {
    const { id, abstractSyntax } = context
    const proposed = context.transferSyntaxes.filter(isUid)
    const weAreScu = roles.get(abstractSyntax)?.scp ?? false
    const answer = (result: 0 | 3 | 4, chosen?: string): NegotiatedContext => ({
      id,
      abstractSyntax,
      result,
      transferSyntax: chosen ?? proposed[0] ?? ImplicitVRLittleEndian,
      weAreScu,
    })
    if (offered.has(abstractSyntax)) {
      const plain = proposed.find((ts) => ts === ImplicitVRLittleEndian || ts === ExplicitVRLittleEndian)
      return plain ? answer(0, plain) : answer(4)
    }
    if (!isStorageSOPClass(abstractSyntax)) return answer(3)
    const chosen = proposed.find(isKnownTransferSyntax) ?? proposed[0]
    if (!chosen) return answer(4)
    const isPlain = isKnownTransferSyntax(chosen) && !transferSyntax(chosen).encapsulated
    const isBetter = weAreScu && isPlain && proposed.includes(ExplicitVRLittleEndian)
    return answer(0, isBetter ? ExplicitVRLittleEndian : chosen)
  })
}

function offeredClasses(services: Services): Set<string> {
  return new Set([
    VerificationSOPClass,
    ...Object.values(services).flatMap((bySopClass: Record<string, unknown>) => Object.keys(bySopClass)),
  ])
}
