export interface StreamedEvent {
  event: string
  id: string
  data: string
}

/** For tests: reads server-sent events from an answer as they come. */
export class StreamReader {
  readonly events: StreamedEvent[] = []
  ended = false
  private waiting: (() => void)[] = []

  constructor(answer: Response) {
    void this.read(answer)
  }

  /** The first event of that name from position `from` on; waits for it. */
  async next(event: string, from = 0): Promise<StreamedEvent> {
    for (;;) {
      const found = this.events.slice(from).find((candidate) => candidate.event === event)
      if (found) return found
      if (this.ended) throw new Error(`The stream ended without "${event}"`)
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  async end(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private async read(answer: Response): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const chunk of answer.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          this.take(text.slice(0, end))
          text = text.slice(end + 2)
        }
      }
    } catch {
      // aborted by the test, or cut off by the server: the end either way
    }
    this.ended = true
    this.wake()
  }

  private take(block: string): void {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
    if (!field('event')) return
    this.events.push({ event: field('event'), id: field('id'), data: field('data') })
    this.wake()
  }

  private wake(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve()
  }
}
