import type { ReactNode } from 'react'
import { AppShell } from '../_shell/app-shell'

export default function ReadingLayout({ children }: { children: ReactNode }) {
  return <AppShell height="fixed">{children}</AppShell>
}
