/** The place of a picture that is on its way. */
export function WaitingPicture({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="pulse-quiet flex h-[50dvh] items-center justify-center rounded-md bg-surface text-ink-2"
    >
      {label}…
    </div>
  )
}
