/**
 * Fetches the viewer and starts its engine and workers while the study itself is still being asked for; the list may
 * do so too while nobody waits. What fails here fails again, and is told, when the viewer is really needed.
 */
export async function warmViewer(): Promise<void> {
  try {
    const [{ startCornerstone }] = await Promise.all([
      import('@/lib/viewer/start-cornerstone'),
      import('./viewer'),
    ])
    await startCornerstone()
  } catch {
    // Told by the viewer.
  }
}
