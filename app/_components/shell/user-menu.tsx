'use client'
import { ChevronDown, KeyRound, LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { roleLabels, type Role } from '@/lib/access/roles'
import { leave } from '../leave'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { MenuSeparator } from '../ui/menu-separator'
import { forgetUnsavedTexts } from '../unsaved-texts'

interface UserMenuProps {
  userId: string
  displayName: string
  role: Role
}

export function UserMenu({ userId, displayName, role }: UserMenuProps) {
  const router = useRouter()
  useEffect(() => forgetUnsavedTexts({ except: userId }), [userId])
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" aria-label={`${displayName}, ${roleLabels[role]}: account menu`}>
          <span className="max-w-24 truncate sm:max-w-48">{displayName}</span>
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
      <MenuItem onClick={() => void leave(userId)}>
        <LogOut className="size-3.5 text-ink-2" aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  )
}
