import { readConfig } from '@/lib/config'
import { recentChanges } from '@/lib/db/archive/reconcile/changes'
import { standingHolds } from '@/lib/db/archive/reconcile/legal-holds'
import { patientsInConflict } from '@/lib/db/archive/reconcile/patient-rows'
import { openQuarantine, type QuarantinedRow } from '@/lib/db/archive/reconcile/quarantined'
import { contradictedStudies, type ContradictedStudy } from '@/lib/db/archive/reconcile/contradicted-studies'
import { db } from '@/lib/db/client'
import { userNames } from '@/lib/db/reading/user-names'
import { isQuarantinedConflict } from '../conflicts'
import type {
  IdentityShown,
  PatientCase,
  PatientShown,
  QuarantineCase,
  ReconcileAnswer,
} from './cases-answer'
import { changeKinds } from './change'

const mostObjects = 2_000

/** Everything that waits for somebody's decision, and what was decided lately. */
export async function reconcileCases(now: Date = new Date()): Promise<ReconcileAnswer> {
  const [objects, patients, holds, changes] = await Promise.all([
    openQuarantine(mostObjects),
    patientsInConflict(200),
    standingHolds(200),
    recentChanges(100),
  ])
  const actors = [
    ...holds.map(({ setBy }) => setBy),
    ...changes.flatMap(({ actor, undoneBy }) => [actor, undoneBy]),
  ]
  const named = await namesOf(actors)
  return {
    quarantine: await quarantineCases(objects),
    patients: patientCases(patients.map(patientShown)),
    holds: holds.map(({ studyId, reason, setAt, setBy, study }) => ({
      studyId,
      reason,
      setAt: setAt.toISOString(),
      setBy: named(setBy),
      PatientName: study.patient.PatientName,
      PatientID: study.patient.PatientID,
      StudyDate: study.StudyDate,
      StudyDescription: study.StudyDescription,
    })),
    changes: changes.map((change) => ({
      id: change.id,
      kind: changeKinds.find((kind) => kind === change.kind) ?? 'correct',
      reason: change.reason,
      reasonCode: change.reasonCode,
      at: change.at.toISOString(),
      by: named(change.actor),
      objects: change._count.deleted + change._count.quarantined,
      canUndo: change.undoneAt === null && (change.undoUntil === null || change.undoUntil > now),
      undoUntil: change.undoUntil?.toISOString() ?? null,
      undoneAt: change.undoneAt?.toISOString() ?? null,
      undoneBy: named(change.undoneBy),
    })),
    undoDays: readConfig().undoDays,
  }
}

async function quarantineCases(objects: readonly QuarantinedRow[]): Promise<QuarantineCase[]> {
  const stored = await contradictedStudies(objects)
  const cases = new Map<string, QuarantineCase>()
  for (const row of objects) {
    const { conflict, StudyInstanceUID, PatientID, IssuerOfPatientID, PatientName, PatientBirthDate } = row
    if (!isQuarantinedConflict(conflict)) continue
    const found = stored.get(row.id)
    const parts = [
      conflict,
      found?.isTaken ?? false,
      found?.study.studyId,
      StudyInstanceUID,
      PatientID,
      IssuerOfPatientID,
      PatientName,
      PatientBirthDate,
    ]
    const key = JSON.stringify(parts)
    const known = cases.get(key) ?? newCase(key, conflict, row, found)
    cases.set(key, known)
    known.ids.push(row.id)
    known.objects += 1
    known.timesSeen += row.timesSeen
    known.bytes += Number(row.byteLength)
    if (!known.incoming.modalities.includes(row.Modality)) known.incoming.modalities.push(row.Modality)
  }
  return [...cases.values()]
}

function newCase(
  key: string,
  conflict: QuarantineCase['conflict'],
  row: QuarantinedRow,
  stored: ContradictedStudy | undefined,
): QuarantineCase {
  return {
    key,
    conflict,
    ids: [],
    objects: 0,
    timesSeen: 0,
    bytes: 0,
    receivedAt: row.receivedAt.toISOString(),
    origin: row.origin,
    replaces: stored?.isTaken ?? false,
    incoming: {
      ...identityOf(row),
      StudyInstanceUID: row.StudyInstanceUID,
      StudyDate: row.StudyDate,
      StudyDescription: row.StudyDescription,
      AccessionNumber: row.AccessionNumber,
      modalities: [],
    },
    stored: stored
      ? { patientId: stored.patientId, study: stored.study, identity: identityOf(stored.identity) }
      : null,
  }
}

function patientCases(patients: readonly PatientShown[]): PatientCase[] {
  const cases = new Map<string, PatientCase>()
  for (const record of patients) {
    const { PatientID, IssuerOfPatientID } = record.identity
    const key = `${PatientID}\\${IssuerOfPatientID}`
    const known = cases.get(key) ?? { PatientID, IssuerOfPatientID, records: [] }
    cases.set(key, known)
    known.records.push(record)
  }
  return [...cases.values()]
}

type PatientWithStudies = Awaited<ReturnType<typeof patientsInConflict>>[number]

export function patientShown({ id, studies, ...row }: PatientWithStudies): PatientShown {
  return {
    patientId: id,
    identity: identityOf(row),
    studies: studies.map(({ id: studyId, NumberOfStudyRelatedInstances: images, ...study }) => ({
      studyId,
      images,
      ...study,
    })),
  }
}

function identityOf(row: IdentityShown): IdentityShown {
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, PatientSex } = row
  return { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, PatientSex }
}

async function namesOf(actors: readonly string[]): Promise<(actor: string) => string> {
  const ids = actors.filter((actor) => actor.startsWith('user:')).map((actor) => actor.slice('user:'.length))
  const names = await userNames(db(), ids)
  return (actor) => names.get(actor.slice('user:'.length)) ?? actor.replace(/^(system|token|peer):/, '')
}
