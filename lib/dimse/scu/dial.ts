import type { ConnectionOptions } from 'node:tls'

export interface ProposedContext {
  abstractSyntax: string
  transferSyntaxes: readonly string[]
  /** Role selection (PS3.7 D.3.3.4); without it we are SCU. */
  role?: { scu: boolean; scp: boolean }
}

export interface DialOptions {
  host: string
  port: number
  calledAETitle: string
  callingAETitle: string
  contexts: readonly ProposedContext[]
  /** DICOM TLS (PS3.15 B.12); undefined: none. */
  tls?: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'> & { fingerprint?: string }
  limits?: Partial<DialLimits>
}

export interface DialLimits {
  connectMs: number
  /** Until a request is answered, and without a byte moving. */
  answerMs: number
  maxPduLength: number
}
