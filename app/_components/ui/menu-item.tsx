'use client'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ComponentProps } from 'react'

const itemClass =
  'flex w-full cursor-default items-center gap-2 px-3 py-1.5 text-left text-ink outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-selected'

export function MenuItem(props: Omit<ComponentProps<typeof BaseMenu.Item>, 'className'>) {
  return <BaseMenu.Item className={itemClass} {...props} />
}
