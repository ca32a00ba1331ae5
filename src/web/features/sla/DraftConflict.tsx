import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { type DrawnPolicy, type Names, policyChanges } from './policyChanges.ts'
import { asDrawn, type usePolicyDraft } from './usePolicyDraft.tsx'

interface Props {
  policy: ShownPolicy | null
  drawing: ReturnType<typeof usePolicyDraft>
  drawn: DrawnPolicy
  names: Names
}

/** Somebody else went on with the draft: what the one has that the other has not. */
export function DraftConflict({ policy, drawing: { theirs, keepTheirs, insist }, drawn, names }: Props) {
  if (!theirs) return null
  const kept = asDrawn(theirs.policy)
  const between = (from: DrawnPolicy, to: DrawnPolicy) => policyChanges(from, to, names).join('\n') || 'the same'
  return (
    <Conflict
      what={`The draft of ${policy?.name ?? 'a new policy'}, by ${theirs.savedBy?.name ?? 'somebody else'},`}
      fields={[{ name: 'Against the other', yours: between(kept, drawn), theirs: between(drawn, kept) }]}
      onKeepTheirs={keepTheirs}
      onUseYours={insist}
    />
  )
}
