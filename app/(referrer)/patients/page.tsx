import type { Metadata } from 'next'
import { requireActor } from '@/lib/access/page-actor'
import { MyPatients } from '../../_components/patients/my-patients'

export const metadata: Metadata = { title: 'My patients' }

export default async function PatientsPage() {
  await requireActor('referrer:read')
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-6 sm:px-6 sm:py-8">
      <h1 className="mb-5 text-xl font-semibold tracking-tight">My patients</h1>
      <MyPatients />
    </div>
  )
}
