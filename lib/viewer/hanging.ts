import type { ImageStack } from './image-stack'

export const layouts = ['1x1', '1x2', '2x2'] as const
export type Layout = (typeof layouts)[number]

export const paneCount = { '1x1': 1, '1x2': 2, '2x2': 4 } satisfies Record<Layout, number>

export interface Hanging {
  layout: Layout
  /** Stack id per pane; panes beyond the layout remember what they held. */
  hung: (string | null)[]
  active: number
}

export type HangingAction =
  | { type: 'layout'; layout: Layout; stacks: ImageStack[] }
  | { type: 'hang'; stackId: string; pane?: number }
  | { type: 'activate'; pane: number }
  | { type: 'compare'; stackId: string }
  | { type: 'step'; by: 1 | -1; stacks: ImageStack[] }

/**
 * How a study is hung when it is opened: radiographs beside each other, everything else with its first series.
 */
export function initialHanging(stacks: readonly ImageStack[]): Hanging {
  const shown = stacks.filter((stack) => stack.images.length > 0)
  const projections = shown.filter((stack) => ['CR', 'DX', 'MG', 'RG'].includes(stack.Modality))
  const beside = projections.length > 1 ? (projections.length > 2 ? '2x2' : '1x2') : '1x1'
  const first = projections.length > 1 ? projections : shown
  return {
    layout: beside,
    hung: [0, 1, 2, 3].map((index) => (index < paneCount[beside] ? (first[index]?.stackId ?? null) : null)),
    active: 0,
  }
}

export function hangingReducer(state: Hanging, action: HangingAction): Hanging {
  switch (action.type) {
    case 'activate':
      return action.pane === state.active ? state : { ...state, active: action.pane }
    case 'hang': {
      const pane = action.pane ?? state.active
      return { ...state, hung: state.hung.with(pane, action.stackId), active: pane }
    }
    case 'layout':
      return relayout(state, action.layout, action.stacks)
    case 'compare': {
      // The prior goes beside what the reader looks at, never on top of it.
      const layout = state.layout === '1x1' ? '1x2' : state.layout
      const pane = state.active === 0 ? 1 : state.active
      return { ...state, layout, hung: state.hung.with(pane, action.stackId) }
    }
    case 'step': {
      const shown = action.stacks.filter((stack) => stack.images.length > 0)
      const at = shown.findIndex((stack) => stack.stackId === state.hung[state.active])
      const next = shown[at + action.by]
      return next ? { ...state, hung: state.hung.with(state.active, next.stackId) } : state
    }
  }
}

function relayout(state: Hanging, layout: Layout, stacks: readonly ImageStack[]): Hanging {
  const count = paneCount[layout]
  const hung = [...state.hung]
  if (state.active >= count) {
    hung[0] = state.hung[state.active] ?? null
  }
  const waiting = stacks.filter(
    (stack) => stack.images.length > 0 && !hung.slice(0, count).includes(stack.stackId),
  )
  for (let pane = 0; pane < count; pane++) hung[pane] ??= waiting.shift()?.stackId ?? null
  return { layout, hung, active: Math.min(state.active, count - 1) === state.active ? state.active : 0 }
}
