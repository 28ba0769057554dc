import type { DicomJson } from '@/lib/dicom/dicom-json'
import type { OutgoingObject } from './outgoing-object'
import type { DialOptions } from './scu/dial'
import type { SubOperationCounts } from './sub-operations'

export interface AssociationRequest {
  callingAETitle: string
  calledAETitle: string
  address: string
  /** null without TLS or without a certificate. */
  certificate: PeerCertificate | null
  secure: boolean
}

export interface PeerCertificate {
  /** SHA-256, hex in lower case. */
  fingerprint: string
  /** By the authority of our settings. */
  isVouchedFor: boolean
}

/** One object on its way in. Bytes are the data set as it came over the association. */
export interface ObjectSink {
  write(bytes: Uint8Array): Promise<void>
  /** Resolves when the object is stored for good; null: success. @throws AppError */
  finish(): Promise<ObjectVerdict | null>
  /** The object will not be completed; never throws. */
  abort(): Promise<void>
}

/** A warning to answer with instead of plain success (PS3.4 table B.2-1). */
export interface ObjectVerdict {
  warning: 0xb000 | 0xb006 | 0xb007
  comment: string
}

export interface IncomingObject {
  SOPClassUID: string
  SOPInstanceUID: string
  TransferSyntaxUID: string
}

/** What an accepted association may do. */
export interface PeerSession {
  /** @throws AppError when nothing can be received now */
  receive(object: IncomingObject): Promise<ObjectSink>
  /** Everything beside C-ECHO and C-STORE; what is not in here is not offered in negotiation. */
  services?: Services
  /** The association has ended, one way or another; never throws. */
  closed(): Promise<void>
}

/**
 * Services by the SOP class of the presentation context. A handler that throws an AppError is answered with the status
 * of its code (status.ts); `detail.Status` of the error, when it is there, wins.
 */
export interface Services {
  find?: Record<string, FindHandler>
  move?: Record<string, MoveHandler>
  get?: Record<string, GetHandler>
  action?: Record<string, ActionHandler>
  create?: Record<string, CreateHandler>
  set?: Record<string, SetHandler>
}

/** What each request of a service tells its handler. */
export interface ServiceRequest {
  /** Of the presentation context. */
  SOPClassUID: string
  /** Aborted by C-CANCEL and by the end of the association: stop then; what is yielded after it is not sent. */
  signal: AbortSignal
}

export interface FindRequest extends ServiceRequest {
  identifier: DicomJson
  /** As the peer declared it; answers are written in it where it holds their text, else in UTF-8. */
  SpecificCharacterSet: string
  /** Extended negotiation (PS3.4 C.5.1.1.1). */
  relational: boolean
  combinedDatetime: boolean
  fuzzy: boolean
}

export interface FoundIdentifier {
  identifier: DicomJson
  /** Answered with FF01: optional keys of the request were not matched. */
  unsupportedKeys?: boolean
}

/** C-FIND: answers one after the other, each sent as it comes. @throws AppError */
export type FindHandler = (request: FindRequest) => AsyncIterable<FoundIdentifier>

export interface RetrieveRequest extends ServiceRequest {
  identifier: DicomJson
  relational: boolean
}

export interface Retrieval {
  objects: readonly OutgoingObject[]
  /** Told once, at the end, whatever the end was; never throws. */
  done?(counts: SubOperationCounts): Promise<void>
}

/** C-GET: what is to be sent over this association. @throws AppError */
export type GetHandler = (request: RetrieveRequest) => Promise<Retrieval>

export interface MoveRequest extends RetrieveRequest {
  MoveDestination: string
  MessageID: number
}

export interface MoveRetrieval extends Retrieval {
  /** Contexts are proposed for the objects by the listener. */
  destination: Omit<DialOptions, 'contexts'>
}

/** C-MOVE: what is to be sent, and whereto. @throws AppError; `unknownDestination` of status.ts for A801 */
export type MoveHandler = (request: MoveRequest) => Promise<MoveRetrieval>

export interface EventReport {
  SOPClassUID: string
  SOPInstanceUID: string
  EventTypeID: number
  eventInformation: DicomJson
}

export interface ActionRequest extends ServiceRequest {
  /** RequestedSOPInstanceUID */
  SOPInstanceUID: string
  ActionTypeID: number
  /** Action information; {} when none came. */
  information: DicomJson
  /**
   * Sends an N-EVENT-REPORT over this association, after the response to the action.
   * @returns the status of the answer
   * @throws AppError unavailable when the association has ended: dial the peer then
   */
  eventReport(report: EventReport): Promise<number>
}

/** N-ACTION. @returns the action reply, if there is one @throws AppError */
export type ActionHandler = (request: ActionRequest) => Promise<DicomJson | null>

export interface CreateRequest extends ServiceRequest {
  /** AffectedSOPInstanceUID; '' when the peer leaves it to us. */
  SOPInstanceUID: string
  attributes: DicomJson
}

/** N-CREATE. @throws AppError */
export type CreateHandler = (
  request: CreateRequest,
) => Promise<{ SOPInstanceUID: string; attributes?: DicomJson }>

export interface SetRequest extends ServiceRequest {
  /** RequestedSOPInstanceUID */
  SOPInstanceUID: string
  modifications: DicomJson
}

/** N-SET. @returns the attributes to answer with, if any @throws AppError */
export type SetHandler = (request: SetRequest) => Promise<DicomJson | null>

export type Decision =
  | { accept: true; session: PeerSession }
  | { accept: false; rejection: 'called-ae-title' | 'calling-ae-title' | 'temporary-congestion' }

/** What the listener asks of whoever starts it; it knows nothing of archives and peers itself. */
export interface GatewayHandlers {
  decide(request: AssociationRequest): Promise<Decision>
  /** An association was refused by the listener itself; for the technologist's list. */
  refused(request: AssociationRequest, why: string): void
}
