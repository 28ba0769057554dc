export interface WindowPreset {
  /** The digit that applies it. */
  key: string
  name: string
  /** Hounsfield units for CT; a factor on the width sent with the image elsewhere. */
  apply: { kind: 'absolute'; center: number; width: number } | { kind: 'as-sent'; widthFactor: number }
}

const ct: [string, number, number][] = [
  ['Brain', 40, 80],
  ['Subdural', 75, 215],
  ['Lung', -600, 1500],
  ['Bone', 400, 1800],
  ['Abdomen', 50, 400],
  ['Mediastinum', 40, 350],
  ['Stroke', 35, 30],
  ['Liver', 80, 150],
  ['Angiography', 200, 700],
]

const relative: WindowPreset[] = [
  { key: '1', name: 'As sent', apply: { kind: 'as-sent', widthFactor: 1 } },
  { key: '2', name: 'Softer', apply: { kind: 'as-sent', widthFactor: 1.6 } },
  { key: '3', name: 'Harder', apply: { kind: 'as-sent', widthFactor: 0.6 } },
]

/**
 * Window presets by modality. Only CT has values that mean the same on every scanner; the others are offered
 * relative to the window their sender chose.
 */
export function windowPresets(Modality: string): WindowPreset[] {
  if (Modality !== 'CT') return relative
  return ct.map(([name, center, width], index) => ({
    key: String(index + 1),
    name,
    apply: { kind: 'absolute', center, width },
  }))
}

/** The window a preset stands for on an image that was sent with `sent`. */
export function windowOfPreset(
  preset: WindowPreset,
  sent: { center: number; width: number },
): { center: number; width: number } {
  return preset.apply.kind === 'absolute'
    ? { center: preset.apply.center, width: preset.apply.width }
    : { center: sent.center, width: Math.max(1, sent.width * preset.apply.widthFactor) }
}

/** Window center and width of a closed range, as PS3.3 C.11.2.1.2 defines LINEAR. */
export function windowOfRange(range: { lower: number; upper: number }): { center: number; width: number } {
  return { center: (range.lower + range.upper + 1) / 2, width: range.upper - range.lower + 1 }
}

/** The inverse of `windowOfRange`. */
export function rangeOfWindow(window: { center: number; width: number }): { lower: number; upper: number } {
  return {
    lower: window.center - 0.5 - (window.width - 1) / 2,
    upper: window.center - 0.5 + (window.width - 1) / 2,
  }
}
