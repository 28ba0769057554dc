'use client'
import Link from 'next/link'
import { useState } from 'react'
import { byteWords } from '../../../_components/byte-words'
import { personNameOf } from '../../../_components/person-name'
import { Button } from '../../../_components/ui/button'
import type { FoundStudy } from './import-messages'

interface FoundStudiesProps {
  studies: FoundStudy[]
  missing: number
  onSend: (studies: string[]) => void
  onDiscard: () => void
}

/** Whose studies the medium holds; a person says which of them come in. */
export function FoundStudies({ studies, missing, onSend, onDiscard }: FoundStudiesProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = studies.filter(({ StudyInstanceUID }) => !left.has(StudyInstanceUID))
  const images = chosen.reduce((sum, study) => sum + study.images, 0)
  const bytes = chosen.reduce((sum, study) => sum + study.bytes, 0)
  const patients = new Set(studies.map(({ PatientID, PatientName }) => `${PatientID}\n${PatientName}`))
  const toggle = (uid: string) =>
    setLeft((was) => new Set(was.has(uid) ? [...was].filter((one) => one !== uid) : [...was, uid]))
  return (
    <div>
      {patients.size > 1 ? (
        <p className="mb-2 text-ink" role="alert">
          This medium holds studies of {patients.size} patients. Choose only those that belong here.
        </p>
      ) : null}
      {missing > 0 ? (
        <p className="mb-2 text-ink" role="alert">
          The directory of the medium (DICOMDIR) names {missing} {missing === 1 ? 'image' : 'images'} that
          cannot be found on it. Ask where it came from, or copy it again.
        </p>
      ) : null}
      <ul className="max-h-[28rem] overflow-y-auto border-t border-line" aria-label="Studies on the medium">
        {studies.map((study) => (
          <li key={study.StudyInstanceUID} className="border-b border-line">
            <label className="flex min-h-11 cursor-pointer items-start gap-3 px-1 py-2 hover:bg-hover">
              <input
                type="checkbox"
                className="mt-1 accent-(--accent)"
                checked={!left.has(study.StudyInstanceUID)}
                onChange={() => toggle(study.StudyInstanceUID)}
              />
              <StudyWords study={study} />
            </label>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabled={images === 0}
          onClick={() => onSend(chosen.map((s) => s.StudyInstanceUID))}
        >
          Import {images} {images === 1 ? 'image' : 'images'} ({byteWords(bytes)})
        </Button>
        <Button variant="ghost" onClick={onDiscard}>
          Discard
        </Button>
      </div>
      <p className="mt-3 max-w-prose text-ink-2">
        Images are stored as they are on the medium, with the patient ID of where they were made. To file them
        under your own patient ID, import them and then move the study under{' '}
        <Link href="/reconcile" className="text-accent underline">
          Reconcile
        </Link>
        .
      </p>
    </div>
  )
}

function StudyWords({ study }: { study: FoundStudy }) {
  if (study.StudyInstanceUID === '') {
    return (
      <span>
        Files that do not say which study they belong to
        <span className="block text-ink-2">
          {study.images} files, {byteWords(study.bytes)}; the archive says what is wrong with each.
        </span>
      </span>
    )
  }
  const rest = [
    dateWords(study.StudyDate),
    study.modalities.join(', '),
    study.StudyDescription,
    `${study.images} ${study.images === 1 ? 'image' : 'images'}`,
    byteWords(study.bytes),
  ]
  return (
    <span className="min-w-0">
      <span className="break-words">
        {personNameOf(study.PatientName) || 'No name'}
        <span className="num text-ink-2">
          {study.PatientID ? ` · ID ${study.PatientID}` : ' · no ID'}
          {study.PatientBirthDate ? ` · born ${dateWords(study.PatientBirthDate)}` : ''}
        </span>
      </span>
      <span className="num block break-words text-ink-2">
        {rest.filter((part) => part !== '').join(' · ')}
      </span>
    </span>
  )
}

function dateWords(date: string): string {
  return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date
}
