import type { Action } from '@/lib/access/actions'
import type { Role } from '@/lib/access/roles'

export interface NavigationItem {
  href: string
  label: string
  action: Action
}

/** Everything the top bar can show; a role sees what its policy allows. */
export const navigation: readonly NavigationItem[] = [
  { href: '/worklist', label: 'Worklist', action: 'worklist:read' },
  { href: '/patients', label: 'My patients', action: 'referrer:read' },
  { href: '/arrivals', label: 'Arrivals', action: 'arrival:read' },
  { href: '/reconcile', label: 'Reconcile', action: 'reconcile:read' },
  { href: '/import', label: 'Import', action: 'image:store' },
  { href: '/orders', label: 'Orders', action: 'order:read' },
  { href: '/transfers', label: 'Transfers', action: 'transfer:read' },
  { href: '/film', label: 'Film', action: 'film:digitise' },
  { href: '/turnaround', label: 'Turnaround', action: 'turnaround:read' },
  { href: '/turnaround/policy', label: 'Deadlines', action: 'policy:read' },
  { href: '/admin', label: 'Administration', action: 'user:manage' },
]

/** Where each role's day begins. */
export const homeOf = {
  radiologist: '/worklist',
  resident: '/worklist',
  referrer: '/patients',
  'department-head': '/turnaround',
  technologist: '/arrivals',
  administrator: '/admin',
} satisfies Record<Role, string>
