import { withSchemaEngine } from './schema-engine'

/**
 * SQL that turns one Prisma schema into another; '' when they are the same.
 * @param databaseUrl any PostgreSQL: the engine asks its version and changes nothing
 * @param from the text of the earlier schema, null for an empty database
 */
export async function diffSchema(databaseUrl: string, from: string | null, to: string): Promise<string> {
  const schema = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  })
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: from === null ? { tag: 'empty' } : schema(from),
      to: schema(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  const sql = stdout ?? ''
  return sql.includes('This is an empty migration') ? '' : sql
}
