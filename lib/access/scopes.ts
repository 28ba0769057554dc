/** What a machine client's token may do. */
export const scopes = [
  'dicomweb:read',
  'dicomweb:store',
  'dicomweb:delete',
  'worklist:read',
  'orders:read',
  'orders:write',
] as const
export type Scope = (typeof scopes)[number]
