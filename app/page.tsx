import { redirect } from 'next/navigation'
import { requireActor } from '@/lib/access/page-actor'
import { homeOf } from './_components/shell/navigation'

export default async function StartPage() {
  const actor = await requireActor('account:own')
  if (actor.mustChangePassword) redirect('/account/password')
  redirect(homeOf[actor.role])
}
