import type { WorklistView } from '@/lib/worklist/worklist-row'

export const viewLabels = {
  'to-read': 'To read',
  mine: 'Mine',
  unclaimed: 'Unclaimed',
  'ai-critical': 'AI critical',
  overdue: 'Overdue',
  'to-sign': 'To sign',
  'done-today': 'Done today',
} satisfies Record<WorklistView, string>

/** What an empty view says. */
export const emptyWords = {
  'to-read': 'No studies are waiting.',
  mine: 'You have claimed no study. Press n for the next case.',
  unclaimed: 'Every waiting study has a reader.',
  'ai-critical': 'No waiting study has a critical AI finding.',
  overdue: 'Nothing is overdue.',
  'to-sign': 'No preliminary report waits for a signature.',
  'done-today': 'Nothing was signed today yet.',
} satisfies Record<WorklistView, string>
