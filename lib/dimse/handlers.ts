export interface AssociationRequest {
  callingAETitle: string
  calledAETitle: string
  address: string
}

/** One object on its way in. Bytes are the data set as it came over the association. */
export interface ObjectSink {
  write(bytes: Uint8Array): Promise<void>
  /** Resolves when the object is stored for good. @throws AppError */
  finish(): Promise<void>
  /** The object will not be completed; never throws. */
  abort(): Promise<void>
}

export interface IncomingObject {
  SOPClassUID: string
  SOPInstanceUID: string
  TransferSyntaxUID: string
}

/** What an accepted association may do. */
export interface StoreSession {
  /** @throws AppError when nothing can be received now */
  receive(object: IncomingObject): Promise<ObjectSink>
  /** The association has ended, one way or another; never throws. */
  closed(): Promise<void>
}

export type Decision =
  | { accept: true; session: StoreSession }
  | { accept: false; rejection: 'called-ae-title' | 'calling-ae-title' | 'temporary-congestion' }

/** What the listener asks of whoever starts it; it knows nothing of archives and peers itself. */
export interface GatewayHandlers {
  decide(request: AssociationRequest): Promise<Decision>
  /** An association was refused by the listener itself; for the technologist's list. */
  refused(request: AssociationRequest, why: string): void
}
