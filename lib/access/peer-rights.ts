/** What a DICOM peer may ask for, as its row on the list says. */
export const peerRights = ['store', 'find', 'retrieve', 'worklist', 'mpps', 'commitment'] as const
export type PeerRight = (typeof peerRights)[number]

export const defaultPeerRights: readonly PeerRight[] = ['store', 'worklist', 'mpps', 'commitment']

/** For people: what the right lets the peer do. */
export const peerRightWords: Record<PeerRight, string> = {
  store: 'send images (C-STORE)',
  find: 'search the archive (C-FIND)',
  retrieve: 'retrieve images (C-MOVE, C-GET)',
  worklist: 'ask for its worklist (MWL)',
  mpps: 'report on its procedures (MPPS)',
  commitment: 'ask whether images are safe (storage commitment)',
}

export function isPeerRight(text: string): text is PeerRight {
  return (peerRights as readonly string[]).includes(text)
}
