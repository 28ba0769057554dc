import type { PolicyAnswer } from '@/lib/worklist/policy-answer'
import { When } from '../when'

export function PolicyHistory({ history }: { history: PolicyAnswer['history'] }) {
  if (history.length === 0)
    return <p className="text-ink-3">The defaults are in force; nobody has changed them yet.</p>
  return (
    <ul>
      {history.map((version) => (
        <li key={version.version} className="border-b border-line py-2">
          <span className="num mr-3 text-ink-3">Version {version.version}</span>
          {version.reason || 'Defaults'}
          <span className="num ml-3 text-ink-3">
            {version.createdBy}
            {version.createdAt ? (
              <>
                {' · '}
                <When at={version.createdAt} />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
