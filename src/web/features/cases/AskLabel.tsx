import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { Go } from '../../ui/Go.tsx'

/** What a gate asks for; a child case that holds it up is a link away. */
export function AskLabel({ ask: { kind, key, label } }: { ask: Requirement }) {
  const number = kind === 'child' ? /^child (C-\d+)$/.exec(key)?.[1] : undefined
  return number ? <Go to={`/cases/${number}`}>{label}</Go> : <span>{label}</span>
}
