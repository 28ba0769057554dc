/** The migrated database that each test file's own database is copied from. */
export const templateName = 'wetread_template'
