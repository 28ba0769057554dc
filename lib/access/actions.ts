/** Everything that can be done, as the policy, the route table and the audit log name it. */
export const actions = [
  'worklist:read',
  'study:read',
  'image:read',
  'image:store',
  'film:digitise',
  'ai:read',
  'study:claim',
  'urgency:set',
  'report:read',
  'report:draft',
  'report:sign-preliminary',
  'report:sign-final',
  'report:addend',
  'referrer:read',
  'turnaround:read',
  'policy:read',
  'policy:set',
  'arrival:read',
  'study:delete', // softly, with a reason; undoing it too
  'study:hold', // legal hold
  'reconcile:read', // quarantine, identity conflicts, the list of changes
  'reconcile:change', // merge, move, split, accept, correct, undo
  'order:read',
  'order:write',
  'order:match', // say which images answer which order
  'step:perform', // what a scanner reports of an examination (MPPS)
  'image:commit', // what a scanner asks to be confirmed (Storage Commitment)
  'peer:manage',
  'user:manage',
  'token:manage',
  'audit:read',
  'demo:load',
  'storage:read',
  'image:send', // to another archive, by a rule or because a person asked
  'rule:manage',
  'transfer:read',
  'transfer:manage',
  'storage:verify',
  'account:own', // own password, own sessions
] as const

export type Action = (typeof actions)[number]
