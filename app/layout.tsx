import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from './_components/providers'

export const metadata: Metadata = {
  title: { default: 'Wetread', template: '%s · Wetread' },
  description: 'Radiology reading worklist. Research use; not a medical device.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { themeColor: '#0c0d0f', width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the nonce also keeps every page out of the static cache, where a nonce would be stale.
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en">
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
