/** What a peer may ask of the listener; tests narrow them. */
export interface DimseLimits {
  /** ARTIM (PS3.8 9.1.4): a connection must have asked for an association by then. */
  artimMs: number
  /** An association without a message, or a message without a byte, for so long is aborted. */
  idleMs: number
  /** A peer that does not answer a request of ours, or takes no bytes of us, for so long is given up. */
  answerMs: number
  /** Offered to peers as the longest P-DATA-TF PDU. */
  maxPduLength: number
  /** What is taken from peers that ignore the offer. */
  pduCap: number
  associateCap: number
  commandCap: number
  /** Data sets of messages other than C-STORE: a list of some ten thousand UIDs. */
  identifierCap: number
  connections: number
  connectionsPerAddress: number
  associations: number
  associationsPerPeer: number
  /** Retrievals at once; a further one is answered A700. */
  retrievals: number
  /** How long `stop` waits for messages in flight: less than the supervisor waits before it kills the process. */
  stopMs: number
}

export const defaultLimits: DimseLimits = {
  artimMs: 15_000,
  idleMs: 120_000,
  answerMs: 60_000,
  maxPduLength: 128 * 1024,
  pduCap: 1024 * 1024,
  associateCap: 128 * 1024,
  commandCap: 64 * 1024,
  identifierCap: 1024 * 1024,
  connections: 512,
  connectionsPerAddress: 160,
  associations: 100,
  associationsPerPeer: 30,
  retrievals: 16,
  stopMs: 8_000,
}
