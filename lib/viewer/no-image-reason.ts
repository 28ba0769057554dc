const byClass: [RegExp, string][] = [
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.59$/, 'A key object selection: a list of marked images.'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\./, 'A structured report: text and measurements.'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.104\./, 'An encapsulated document (PDF or similar).'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.11\./, 'A presentation state: settings for other images.'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.66\./, 'A segmentation or registration of other images.'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.481\./, 'A radiotherapy object: plan, dose or structures.'],
  [/^1\.2\.840\.10008\.5\.1\.4\.1\.1\.9\./, 'A waveform, such as an ECG.'],
]

/** Why an object has no picture, in plain words, by SOP class (PS3.6 A). */
export function noImageReason(SOPClassUID: string, Modality: string): string {
  const known = byClass.find(([pattern]) => pattern.test(SOPClassUID))?.[1]
  const kept = 'It is stored and can be retrieved, but there is nothing to show here.'
  return `${known ?? `${Modality || 'This'} object without pixel data.`} ${kept}`
}
