import clsx from 'clsx'
import Image from 'next/image'
import type { ComponentProps } from 'react'

/** A picture out of an answer of the API: its address holds it, so that there is nothing to fetch or resize. */
export function Picture({
  alt,
  className,
  ...props
}: Omit<ComponentProps<typeof Image>, 'width' | 'height'>) {
  return <Image unoptimized alt={alt} width={1} height={1} className={clsx('h-auto', className)} {...props} />
}
