/** Three lines, the most urgent first and longest. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold tracking-tight text-ink">
      <svg viewBox="0 0 16 16" className="size-4" aria-hidden>
        <path
          d="M1.5 3.5h13M1.5 8h8.5M1.5 12.5h5"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      Wetread
    </span>
  )
}
