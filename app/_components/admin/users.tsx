'use client'
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { roleLabels } from '@/lib/access/roles'
import type { UserChange, UserListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { notify } from '../ui/notify'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import { QueryStates } from './query-states'
import { SecretDialog } from './secret-dialog'
import { UserDialog } from './user-dialog'

export function Users({ ownUserId }: { ownUserId: string }) {
  const query = useQuery({
    queryKey: ['admin', 'users'],
    queryFn: ({ signal }) => callApi<{ users: UserListing[] }>('GET', '/api/admin/users', { signal }),
  })
  const [editing, setEditing] = useState<UserListing | 'new' | null>(null)
  const [secret, setSecret] = useState<{ username: string; password: string } | null>(null)

  async function change(user: UserListing, update: UserChange, done: string): Promise<void> {
    try {
      const answer = await callApi<{ password: string | null }>('PATCH', `/api/admin/users/${user.id}`, {
        body: update,
      })
      if (answer.password) setSecret({ username: user.username, password: answer.password })
      else notify(done)
    } catch (refusal) {
      notify(wordsFor(refusal), { kind: 'error' })
    }
    await query.refetch()
  }

  return (
    <>
      <div className="mb-2 flex justify-end">
        <Button onClick={() => setEditing('new')}>
          <UserPlus className="size-4" aria-hidden /> New user
        </Button>
      </div>
      <QueryStates query={query} loading="Loading users">
        {({ users }) => (
          <Table label="Users">
            <thead>
              <tr>
                <Th>User name</Th>
                <Th>Name</Th>
                <Th>Role</Th>
                <Th>Refers as</Th>
                <Th>State</Th>
                <Th>Since</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <tr key={user.id} className="whitespace-nowrap hover:bg-hover">
                  <Td className="font-medium">{user.username}</Td>
                  <Td className="max-w-60 truncate">{user.displayName}</Td>
                  <Td>{roleLabels[user.role]}</Td>
                  <Td className="text-ink-2">{user.ReferringPhysicianName || '–'}</Td>
                  <Td className="text-ink-2">
                    <UserState user={user} />
                  </Td>
                  <Td className="text-ink-3">
                    <When at={user.createdAt} show="date" />
                  </Td>
                  <Td className="py-0 text-right">
                    <Menu
                      trigger={
                        <Button size="sm" variant="ghost" aria-label={`Actions for ${user.username}`}>
                          <Ellipsis className="size-4" aria-hidden />
                        </Button>
                      }
                    >
                      <MenuItem onClick={() => setEditing(user)}>Edit…</MenuItem>
                      <MenuItem onClick={() => void change(user, { resetPassword: true }, '')}>
                        New password…
                      </MenuItem>
                      {user.lockedUntil ? (
                        <MenuItem
                          onClick={() =>
                            void change(user, { unlock: true }, `${user.username} may sign in again.`)
                          }
                        >
                          Unlock
                        </MenuItem>
                      ) : null}
                      {user.id === ownUserId ? null : user.disabledAt ? (
                        <MenuItem
                          onClick={() =>
                            void change(user, { disabled: false }, `${user.username} may sign in again.`)
                          }
                        >
                          Enable
                        </MenuItem>
                      ) : (
                        <MenuItem
                          onClick={() =>
                            void change(
                              user,
                              { disabled: true },
                              `${user.username} is signed out and may not sign in.`,
                            )
                          }
                        >
                          Disable
                        </MenuItem>
                      )}
                    </Menu>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </QueryStates>
      {editing ? (
        <UserDialog
          user={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(created) => {
            setEditing(null)
            setSecret(created)
            void query.refetch()
          }}
        />
      ) : null}
      <SecretDialog
        title={`First password of ${secret?.username ?? ''}`}
        description="It is shown this once and must be changed at the first sign-in. Give it to the person in person."
        secret={secret?.password ?? null}
        onClose={() => setSecret(null)}
      />
    </>
  )
}

function UserState({ user }: { user: UserListing }) {
  if (user.disabledAt) return 'Disabled'
  if (user.lockedUntil)
    return (
      <>
        Locked until <When at={user.lockedUntil} show="time" />
      </>
    )
  return user.mustChangePassword ? 'Has not signed in yet' : 'Active'
}
