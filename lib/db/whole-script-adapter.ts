import { PrismaPg } from '@prisma/adapter-pg'

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>

/**
 * Prisma's adapter cuts a script at every semicolon, also inside the body of a function. PostgreSQL takes a script
 * whole, and then in one transaction: a migration that fails half-way leaves nothing.
 */
export class WholeScriptPg extends PrismaPg {
  readonly #opened: PgAdapter[] = []

  override async connect(): Promise<PgAdapter> {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script))
    this.#opened.push(adapter)
    return adapter
  }

  /** The engine does not close what it opened, and an open pool keeps a script from ending. */
  async close(): Promise<void> {
    await Promise.all(this.#opened.map((adapter) => adapter.dispose().catch(() => undefined)))
  }
}
