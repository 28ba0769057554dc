/** The why-sentence; where it does not fit, the class gives way first, because it has a column of its own. */
export function WhyCell({ reason }: { reason: string }) {
  const at = reason.lastIndexOf(' → ')
  if (at < 0) return <span className="truncate">{reason}</span>
  return (
    <>
      <span className="min-w-0 shrink-[99] truncate">{reason.slice(0, at)}</span>
      <span className="-ml-0.5 max-w-full shrink-0 truncate">{reason.slice(at).trimStart()}</span>
    </>
  )
}
