import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import type { Task } from '@/lib/db/reading/task'
import type { Deadline } from '@/lib/reading/deadline'
import type { PatientClass, Urgency } from '@/lib/reading/states'
import { record } from './record'

export interface NewClass {
  task: Task
  actor: Actor
  urgency: Urgency
  patientClass: PatientClass
  targetMinutes: number
  policyVersion: number
  reasons: Deadline['reasons']
  dueAt: Date
  /** Of a person, or "order". */
  reason: string
  now: Date
}

/** Writes a study's new class and what follows from it: event, task, audit and NOTIFY, in one transaction. */
export function recordClass(tx: Tx, changed: NewClass): Promise<void> {
  const { task, actor, urgency, patientClass, targetMinutes, policyVersion, reasons, dueAt, reason, now } =
    changed
  return record(tx, {
    task,
    actor,
    action: 'urgency:set',
    events: [
      {
        type: 'urgency-changed',
        actorId: actor.kind === 'user' ? actor.userId : null,
        data: {
          from: `${task.patientClass} ${task.urgency}`,
          to: `${patientClass} ${urgency}`,
          reason,
          dueBefore: task.dueAt.toISOString(),
          dueAfter: dueAt.toISOString(),
        },
      },
    ],
    update: { urgency, patientClass, targetMinutes, policyVersion, dueAt, dueReasons: reasons },
    change: 'urgency',
    now,
  })
}
