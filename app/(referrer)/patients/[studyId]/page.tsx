import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { requireActor } from '@/lib/access/page-actor'
import { PatientStudy } from '../../../_components/patients/patient-study'

export const metadata: Metadata = { title: 'Report' }

export default async function PatientStudyPage({ params }: { params: Promise<{ studyId: string }> }) {
  await requireActor('referrer:read')
  const studyId = z.uuid().safeParse((await params).studyId)
  if (!studyId.success) notFound()
  return <PatientStudy studyId={studyId.data} />
}
