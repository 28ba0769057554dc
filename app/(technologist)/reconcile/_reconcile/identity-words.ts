import type { IdentityShown } from '@/lib/archive/reconcile/cases-answer'
import { isoDate } from '../../../_components/patient-age'
import { personNameOf } from '../../../_components/person-name'
import type { Compared } from './compare'

export function nameWords(pn: string): string {
  const [, ideographic = ''] = pn.split('=')
  const name = personNameOf(pn)
  const second = ideographic.replaceAll('^', ' ').trim()
  return second && second !== name ? `${name} ${second}` : name || 'No name'
}

export function idWords({ PatientID, IssuerOfPatientID }: IdentityShown): string {
  if (PatientID === '') return 'No ID'
  return IssuerOfPatientID ? `${PatientID} (${IssuerOfPatientID})` : PatientID
}

export function comparedIdentities(a: IdentityShown, b: IdentityShown): Compared[] {
  const rows: [string, (one: IdentityShown) => string][] = [
    ['Name', (one) => nameWords(one.PatientName)],
    ['Patient ID', idWords],
    ['Born', (one) => isoDate(one.PatientBirthDate)],
    ['Sex', (one) => one.PatientSex],
  ]
  return rows.map(([label, of]) => ({ label, left: of(a), right: of(b) }))
}
