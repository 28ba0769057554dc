import { TriangleAlert } from 'lucide-react'
import type { ArrivalsAnswer } from '@/lib/worklist/arrivals-answer'
import { ideographicName, personName } from '../person-name'
import { procedureWords } from '../worklist/procedure-words'
import { isoDate } from '../patient-age'
import { ageWords } from '../time-words'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { originWords, stateWords } from './state-words'

export function ArrivedStudies({ studies, now }: { studies: ArrivalsAnswer['studies']; now: number }) {
  return (
    <Table label="Received studies">
      <thead>
        <tr>
          <Th>Last image</Th>
          <Th>Patient</Th>
          <Th>ID</Th>
          <Th>Procedure</Th>
          <Th>Mod.</Th>
          <Th className="text-right">Series</Th>
          <Th className="text-right">Images</Th>
          <Th>Study date</Th>
          <Th>From</Th>
          <Th>State</Th>
        </tr>
      </thead>
      <tbody>
        {studies.map((study) => (
          <tr key={study.studyId} className="whitespace-nowrap hover:bg-hover">
            <Td className="text-ink-2">{ageWords(study.lastReceivedAt, now)} ago</Td>
            <Td className="max-w-64 truncate font-medium">
              {personName(study.PatientName)}{' '}
              <span lang="ja" className="font-normal text-ink-2">
                {ideographicName(study.PatientName)}
              </span>
            </Td>
            <Td className="text-ink-2">
              {study.PatientID || '–'}
              {study.identityConflict ? (
                <span className="ml-2 text-urgent">
                  <TriangleAlert className="mr-1 inline size-3" aria-hidden />
                  ID clash
                </span>
              ) : null}
            </Td>
            <Td className="max-w-64 truncate" title={study.StudyDescription || undefined}>
              {procedureWords(study)}
              {study.synthetic ? <span className="ml-1.5 text-xs text-ink-3">synthetic</span> : null}
            </Td>
            <Td className="text-ink-2">{study.ModalitiesInStudy.join(' ')}</Td>
            <Td className="text-right text-ink-2">{study.NumberOfStudyRelatedSeries}</Td>
            <Td className="text-right">
              {study.announced && study.announced.arrived < study.announced.announced
                ? `${study.announced.arrived} of ${study.announced.announced} images arrived`
                : study.NumberOfStudyRelatedInstances}
            </Td>
            <Td className="text-ink-2">{isoDate(study.StudyDate) || '–'}</Td>
            <Td className="text-ink-2">{originWords(study.origin)}</Td>
            <Td className={study.state === 'arriving' ? 'pulse-quiet' : undefined}>
              {stateWords(study.state)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
