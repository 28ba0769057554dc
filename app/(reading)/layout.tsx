import type { ReactNode } from 'react'
import { AppShell } from '../_shell/app-shell'
import { WarmViewer } from './warm-viewer'

export default function ReadingLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell height="fixed">
      {children}
      <WarmViewer />
    </AppShell>
  )
}
