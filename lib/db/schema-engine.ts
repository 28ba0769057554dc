import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import { WholeScriptPg } from './whole-script-adapter'

interface Bindings {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
  SchemaEngine: typeof SchemaEngine
}

/**
 * Lends Prisma's schema engine as WebAssembly. Its command line would fetch a binary from the internet; the same
 * engine in a registry package needs none, but has to be instantiated by hand because Node does not import .wasm.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const factory = new WholeScriptPg({ connectionString: databaseUrl })
  const bindings = await (loaded ??= loadBindings())
  const datamodel = await readFile(path.resolve('prisma/schema.prisma'), 'utf8')
  const quiet = () => undefined
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', datamodel]] },
    quiet,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await factory.close()
  }
}

// Once per process: the bindings keep views of the memory of the instance that they met first.
let loaded: Promise<Bindings> | undefined

async function loadBindings(): Promise<Bindings> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bindings: Bindings = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href)
  const bytes = await readFile(path.join(folder, 'schema_engine_bg.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    './schema_engine_bg.js': { ...bindings },
  })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bindings
}
