/**
 * The stretches of a study's way that turnaround measures, each from the first event of one kind to the first of
 * another. A study that was finalised without a preliminary report has no clock for the two stretches around it.
 */
export const clocks = {
  receivedToReadable: { from: 'received', to: 'readable', label: 'Received → readable' },
  readableToClaimed: { from: 'readable', to: 'claimed', label: 'Readable → claimed' },
  claimedToPreliminary: { from: 'claimed', to: 'preliminary', label: 'Claimed → preliminary' },
  preliminaryToFinal: { from: 'preliminary', to: 'final', label: 'Preliminary → final' },
  claimedToFinal: { from: 'claimed', to: 'final', label: 'Claimed → final' },
  readableToFinal: { from: 'readable', to: 'final', label: 'Readable → final' },
  receivedToFinal: { from: 'received', to: 'final', label: 'Received → final' },
} as const

export type Clock = keyof typeof clocks
export const clockNames = Object.keys(clocks) as Clock[]
