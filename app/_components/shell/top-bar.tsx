'use client'
import clsx from 'clsx'
import { Menu as MenuIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import type { Role } from '@/lib/access/roles'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { Button } from '../ui/button'
import { ReconcileCount } from './reconcile-count'
import { UserMenu } from './user-menu'
import { Wordmark } from './wordmark'

interface TopBarProps {
  items: { href: string; label: string }[]
  person: { userId: string; displayName: string; role: Role } | null
}

export function TopBar({ items, person }: TopBarProps) {
  const current = currentItem(usePathname(), items)
  const router = useRouter()
  return (
    <header
      data-print="hide"
      className="flex h-10 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 sm:px-3"
    >
      {items.length > 1 ? (
        <div className="md:hidden">
          <Menu
            align="start"
            trigger={
              <Button variant="ghost" size="sm" aria-label="Pages" className="px-1.5!">
                <MenuIcon className="size-4" aria-hidden />
              </Button>
            }
          >
            {items.map((item) => (
              <MenuItem key={item.href} onClick={() => router.push(item.href)}>
                {item.label}
              </MenuItem>
            ))}
          </Menu>
        </div>
      ) : null}
      <Link href="/" aria-label="Wetread, start page" className="mr-3 rounded-sm px-1">
        <Wordmark />
      </Link>
      <nav aria-label="Pages" className="hidden h-full items-stretch md:flex">
        {items.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            aria-current={item.href === current ? 'page' : undefined}
            className={clsx(
              'relative flex items-center px-2.5 text-base whitespace-nowrap focus-visible:-outline-offset-2',
              item.href === current
                ? 'text-ink after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:bg-accent'
                : 'text-ink-2 hover:text-ink',
            )}
          >
            {item.label}
            {item.href === '/reconcile' ? <ReconcileCount /> : null}
          </Link>
        ))}
      </nav>
      <div className="ml-auto flex items-center gap-2">
        <span className="hidden text-sm whitespace-nowrap text-ink-3 sm:inline">
          Research use · not a medical device
        </span>
        <span className="text-sm whitespace-nowrap text-ink-3 sm:hidden">Research use</span>
        {person ? <UserMenu {...person} /> : null}
      </div>
    </header>
  )
}

/** The item with the longest address that this page lies under. */
function currentItem(pathname: string, items: TopBarProps['items']): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0]
}
