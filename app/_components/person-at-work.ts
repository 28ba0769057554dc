/** What only a person does. A pointer that merely moves may be a desk that shakes, or content that moves under it. */
const acts = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

let actedAt = 0
let toldAt = 0

// Not by `typeof window`, which the build takes for a page even in a worker, where there is none.
if ('addEventListener' in globalThis) {
  for (const act of acts) globalThis.addEventListener(act, noteAct, { capture: true, passive: true })
}

function noteAct(): void {
  actedAt = Date.now()
}

/** When somebody used this page and the server has not heard of it yet; 0 when there is nothing to tell. */
export function untoldAct(): number {
  return actedAt > toldAt ? actedAt : 0
}

/** The server has answered a request that counted as a sign of life. */
export function actTold(at: number): void {
  toldAt = Math.max(toldAt, at)
}
