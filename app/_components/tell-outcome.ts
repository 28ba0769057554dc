import { wordsFor } from './api-client'
import { notify } from './ui/notify'

/** Says in passing how something that a person asked for went; resolves when it is over, either way. */
export function tellOutcome(work: Promise<unknown>, done: string): Promise<void> {
  return work.then(
    () => notify(done),
    (refusal: unknown) => notify(wordsFor(refusal), { kind: 'error' }),
  )
}
