'use client'
import dynamic from 'next/dynamic'

/** Cornerstone3D needs a browser: the viewer is fetched and started there only. */
export const ViewerLoader = dynamic(() => import('./viewer').then((module) => module.Viewer), {
  ssr: false,
  loading: () => (
    <div className="flex h-full items-center justify-center bg-black text-sm text-ink-3" role="status">
      Starting the viewer…
    </div>
  ),
})
