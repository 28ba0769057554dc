import type { ReactNode } from 'react'
import { AppShell } from '../_shell/app-shell'

/** Referring physicians read in daylight, often on a phone: the light theme. */
export default function ReferrerLayout({ children }: { children: ReactNode }) {
  return <AppShell theme="light">{children}</AppShell>
}
