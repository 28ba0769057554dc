import type { FilmSteps } from './film-steps'

export const wholePage: FilmSteps['corners'] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]

/** Film formats of the trade, in centimetres, portrait. */
export const filmSizes = ['35x43', '35x35', '30x40', '24x30', '18x24', '18x43', '15x30', '20x25'] as const
