'use client'
import { ChevronDown, KeyRound, LogOut } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useRouter } from 'next/navigation'
import { roleLabels, type Role } from '@/lib/access/roles'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { MenuSeparator } from '../ui/menu-separator'

export function UserMenu({ displayName, role }: { displayName: string; role: Role }) {
  const router = useRouter()
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" aria-label={`${displayName}, ${roleLabels[role]}: account menu`}>
          <span className="max-w-28 truncate sm:max-w-48">{displayName}</span>
          <ChevronDown className="size-3.5 text-ink-3" aria-hidden />
        </Button>
      }
    >
      <div className="px-3 py-1.5">
        <div className="font-medium">{displayName}</div>
        <div className="text-sm text-ink-2">{roleLabels[role]}</div>
      </div>
      <MenuSeparator />
      <MenuItem onClick={() => router.push('/account')}>
        <KeyRound className="size-3.5 text-ink-2" aria-hidden /> Account and sessions
      </MenuItem>
      <MenuItem onClick={() => void signOut({ callbackUrl: '/sign-in' })}>
        <LogOut className="size-3.5 text-ink-2" aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  )
}
