/**
 * The order in which the rest of a stack is fetched: outwards from where the reader is, two steps in the direction
 * of travel for each one back, so that neither way of scrolling runs dry.
 */
export function prefetchOrder(count: number, current: number, direction: 1 | -1 = 1): number[] {
  const order: number[] = []
  let ahead = current + direction
  let behind = current - direction
  const inside = (index: number): boolean => index >= 0 && index < count
  while (inside(ahead) || inside(behind)) {
    for (let step = 0; step < 2 && inside(ahead); step++, ahead += direction) order.push(ahead)
    if (inside(behind)) {
      order.push(behind)
      behind -= direction
    }
  }
  return order
}
