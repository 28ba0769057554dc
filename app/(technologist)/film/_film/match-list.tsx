import type { FilmMatches, PatientMatch } from '@/lib/archive/film/film-answers'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { personNameOf } from '../../../_components/person-name'
import { Button } from '../../../_components/ui/button'
import { dateWords } from './film-words'

interface MatchListProps {
  matches: FilmMatches
  target: FilmSteps['target']
  onChoose: (target: FilmSteps['target']) => void
}

/** Orders first: a film that was ordered belongs to its order. */
export function MatchList({ matches: { patients, orders }, target, onChoose }: MatchListProps) {
  return (
    <ul aria-label="Found in the archive" className="border-t border-line">
      {orders.map((order) => (
        <li key={order.orderId} className="border-b border-line py-2">
          <Who {...order} />
          <Choice
            words={`Order ${order.AccessionNumber || 'without accession number'}, ${order.RequestedProcedureDescription || 'no description'}`}
            isChosen={target?.kind === 'order' && target.orderId === order.orderId}
            onChoose={() => onChoose({ kind: 'order', orderId: order.orderId })}
          />
        </li>
      ))}
      {patients.map((patient) => (
        <Patient key={patient.patientId} patient={patient} target={target} onChoose={onChoose} />
      ))}
    </ul>
  )
}

function Patient({
  patient,
  target,
  onChoose,
}: { patient: PatientMatch } & Pick<MatchListProps, 'target' | 'onChoose'>) {
  return (
    <li className="border-b border-line py-2">
      <Who {...patient} />
      <Choice
        words="A study of its own"
        isChosen={target?.kind === 'patient' && target.patientId === patient.patientId}
        onChoose={() => onChoose({ kind: 'patient', patientId: patient.patientId })}
      />
      {patient.studies.map(({ studyId, ...study }) => (
        <Choice
          key={studyId}
          words={[
            `Add to ${study.ModalitiesInStudy.join(', ') || 'study'}`,
            dateWords(study.StudyDate),
            study.StudyDescription,
            study.AccessionNumber,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
          isChosen={target?.kind === 'study' && target.studyId === studyId}
          onChoose={() => onChoose({ kind: 'study', studyId })}
        />
      ))}
    </li>
  )
}

function Who(person: {
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  PatientSex: string
}) {
  return (
    <p className="flex flex-wrap gap-x-4 text-ink">
      <span className="font-medium">{personNameOf(person.PatientName) || 'No name'}</span>
      <span className="num">{person.PatientID || 'no number'}</span>
      <span className="num text-ink-2">{dateWords(person.PatientBirthDate)}</span>
      <span className="text-ink-2">{person.PatientSex}</span>
    </p>
  )
}

function Choice({ words, isChosen, onChoose }: { words: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <div className="flex min-h-9 items-center gap-3 pl-3">
      <span className="num min-w-0 flex-1 truncate text-ink-2">{words}</span>
      <Button
        size="sm"
        variant={isChosen ? 'primary' : 'secondary'}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        {isChosen ? 'Chosen' : 'Choose'}
      </Button>
    </div>
  )
}
