import type { ReactNode } from 'react'
import { may } from '@/lib/access/may'
import { pageActor } from '@/lib/access/page-actor'
import { DemoAccounts } from '../_components/demo-accounts'
import { navigation } from '../_components/shell/navigation'
import { TopBar } from '../_components/shell/top-bar'

interface AppShellProps {
  children: ReactNode
  /** `fixed`: the page fills the window and scrolls inside itself. */
  height?: 'fixed' | 'page'
  theme?: 'dark' | 'light'
}

/** The frame of every page behind the sign-in; shows only what the role may open. */
export async function AppShell({ children, height = 'page', theme = 'dark' }: AppShellProps) {
  const actor = await pageActor()
  const items = actor ? navigation.filter((item) => may(actor, item.action).allowed) : []
  return (
    <div
      data-theme={theme}
      className={height === 'fixed' ? 'flex h-dvh flex-col overflow-hidden' : 'flex min-h-dvh flex-col'}
    >
      <a
        href="#main"
        className="sr-only rounded-md bg-raised px-3 py-1 focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:z-60"
      >
        Skip to content
      </a>
      <TopBar
        items={items.map(({ href, label }) => ({ href, label }))}
        person={actor ? { userId: actor.userId, displayName: actor.displayName, role: actor.role } : null}
      />
      <main
        id="main"
        tabIndex={-1}
        className={height === 'fixed' ? 'flex min-h-0 flex-1 flex-col outline-none' : 'flex-1 outline-none'}
      >
        {children}
      </main>
      {actor?.role === 'administrator' ? <DemoAccounts /> : null}
    </div>
  )
}
