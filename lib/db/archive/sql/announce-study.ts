import { sqlPool } from '@/lib/db/sql-pool'
import type { Announcement } from './append-instances'

const text = `
  select
    graphile_worker.add_job(
      'study-stable',
      payload => json_build_object('studyId', $1::uuid),
      run_at => $2::timestamptz,
      max_attempts => $3::int,
      job_key => 'study-stable:' || $1::uuid,
      job_key_mode => 'replace'),
    pg_notify($4::text, ($5::jsonb || jsonb_build_object('studyId', $1::uuid))::text)`

/** The job and the NOTIFY of images that are in the index already, in one statement. */
export async function announceStudy(
  studyId: string,
  runAt: Date,
  { maxAttempts, channel, change }: Announcement,
): Promise<void> {
  const values = [studyId, runAt, maxAttempts, channel, change]
  await sqlPool().query({ name: 'announce-study', text, values })
}
