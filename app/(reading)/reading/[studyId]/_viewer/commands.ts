import type { Layout } from '@/lib/viewer/hanging'
import type { PointerTool } from '@/lib/viewer/tool-group'

/** Everything that buttons and keys can ask of the viewer. */
export type ViewerCommand =
  | { do: 'tool'; tool: PointerTool }
  | { do: 'preset'; key: string }
  | { do: 'auto-window' }
  | { do: 'invert' }
  | { do: 'rotate' }
  | { do: 'flip'; axis: 'horizontal' | 'vertical' }
  | { do: 'reset' }
  | { do: 'zoom'; factor: number }
  | { do: 'scroll'; by: number }
  | { do: 'first' }
  | { do: 'last' }
  | { do: 'cine' }
  | { do: 'delete-mark' }
  | { do: 'layout'; layout: Layout }
  | { do: 'series'; by: 1 | -1 }
  | { do: 'next-pane' }
  | { do: 'shortcuts' }

const keys: Record<string, ViewerCommand> = {
  w: { do: 'tool', tool: 'window' },
  s: { do: 'tool', tool: 'scroll' },
  z: { do: 'tool', tool: 'zoom' },
  p: { do: 'tool', tool: 'pan' },
  l: { do: 'tool', tool: 'length' },
  g: { do: 'tool', tool: 'angle' },
  m: { do: 'tool', tool: 'arrow' },
  a: { do: 'auto-window' },
  i: { do: 'invert' },
  o: { do: 'rotate' },
  h: { do: 'flip', axis: 'horizontal' },
  v: { do: 'flip', axis: 'vertical' },
  r: { do: 'reset' },
  '+': { do: 'zoom', factor: 1.2 },
  '=': { do: 'zoom', factor: 1.2 },
  '-': { do: 'zoom', factor: 1 / 1.2 },
  ArrowDown: { do: 'scroll', by: 1 },
  ArrowRight: { do: 'scroll', by: 1 },
  ArrowUp: { do: 'scroll', by: -1 },
  ArrowLeft: { do: 'scroll', by: -1 },
  PageDown: { do: 'scroll', by: 10 },
  PageUp: { do: 'scroll', by: -10 },
  Home: { do: 'first' },
  End: { do: 'last' },
  ' ': { do: 'cine' },
  Delete: { do: 'delete-mark' },
  Backspace: { do: 'delete-mark' },
  ']': { do: 'series', by: 1 },
  '[': { do: 'series', by: -1 },
  x: { do: 'next-pane' },
  F1: { do: 'layout', layout: '1x1' },
  F2: { do: 'layout', layout: '1x2' },
  F4: { do: 'layout', layout: '2x2' },
  '?': { do: 'shortcuts' },
}

/** What a key means to the viewer, or null. Digits are window presets. */
export function commandOfKey(key: string): ViewerCommand | null {
  if (/^[1-9]$/.test(key)) return { do: 'preset', key }
  return keys[key.length === 1 ? key.toLowerCase() : key] ?? null
}

/** The sheet that ? opens. */
export const shortcutSheet: { title: string; rows: [string, string][] }[] = [
  {
    title: 'Images',
    rows: [
      ['↑ ↓ or wheel', 'Previous, next image'],
      ['Page Up, Page Down', 'Ten images'],
      ['Home, End', 'First, last image'],
      ['[ ]', 'Previous, next series'],
      ['Space', 'Cine'],
      ['X', 'Next pane'],
      ['F1 F2 F4', 'One, two, four panes'],
    ],
  },
  {
    title: 'Look',
    rows: [
      ['1 – 9', 'Window presets'],
      ['A', 'Full range'],
      ['+ − or right drag', 'Zoom'],
      ['Middle drag', 'Pan'],
      ['I', 'Invert'],
      ['O', 'Turn right'],
      ['H V', 'Mirror'],
      ['R', 'Reset'],
    ],
  },
  {
    title: 'Left button',
    rows: [
      ['W S Z P', 'Window, scroll, zoom, pan'],
      ['L G M', 'Length, angle, arrow'],
      ['Delete', 'Remove mark'],
    ],
  },
  {
    title: 'Reading',
    rows: [
      ['E', 'To the report'],
      ['Esc', 'From the report to the images; from the images to the list'],
      ['Ctrl Enter', 'Sign'],
    ],
  },
]
