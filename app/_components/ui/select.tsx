'use client'
import { Select as BaseSelect } from '@base-ui/react/select'
import clsx from 'clsx'
import { Check, ChevronsUpDown } from 'lucide-react'
import { fieldClass } from './input'

interface SelectProps<Value extends string> {
  items: readonly { value: Value; label: string }[]
  value: Value
  onValueChange: (value: Value) => void
  /** Needed where no <Field> gives the name. */
  'aria-label'?: string
  id?: string
  disabled?: boolean
  className?: string
}

export function Select<Value extends string>({
  items,
  value,
  onValueChange,
  className,
  disabled,
  ...trigger
}: SelectProps<Value>) {
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next)
      }}
    >
      <BaseSelect.Trigger
        {...trigger}
        className={clsx(
          fieldClass,
          'flex h-8 items-center justify-between gap-2 text-left whitespace-nowrap select-none',
          className,
        )}
      >
        <BaseSelect.Value className="truncate" />
        <BaseSelect.Icon>
          <ChevronsUpDown className="size-3.5 text-ink-3" aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          className="z-50 outline-none select-none"
          sideOffset={4}
          alignItemWithTrigger={false}
        >
          <BaseSelect.Popup className="max-h-80 min-w-(--anchor-width) overflow-y-auto rounded-md border border-line-strong bg-raised py-1 text-base shadow-pop outline-none">
            {items.map((item) => (
              <BaseSelect.Item
                key={item.value}
                value={item.value}
                className="grid cursor-default grid-cols-[1rem_1fr] items-center gap-2 py-1.5 pr-4 pl-2 text-ink outline-none data-highlighted:bg-selected"
              >
                <BaseSelect.ItemIndicator>
                  <Check className="size-3.5 text-accent" aria-hidden />
                </BaseSelect.ItemIndicator>
                <BaseSelect.ItemText className="col-start-2">{item.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  )
}
