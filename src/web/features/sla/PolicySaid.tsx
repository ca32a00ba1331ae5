import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import { Instant } from '../../ui/Instant.tsx'
import { whenApplied } from './conditions.ts'
import type { usePolicyDraft } from './usePolicyDraft.tsx'

interface Props {
  /** Null: a new one. */
  policy: ShownPolicy | null
  names: ReadonlyMap<string, string>
  drawing: ReturnType<typeof usePolicyDraft>
  changed: boolean
}

/** Which version holds, and how it stands with the draft of the next. */
export function PolicySaid({ policy, names, drawing: { draft, isKept, trouble }, changed }: Props) {
  if (policy && !changed)
    return (
      <>
        <b>Version {policy.version}.</b>{' '}
        {policy.disabled
          ? 'Switched off: it is passed over, and the next one that applies is taken.'
          : `Applies when: ${whenApplied(policy, names)}.`}
      </>
    )
  return (
    <>
      <b>{policy ? `Version ${policy.version + 1}, not published.` : 'A draft, not published.'}</b>{' '}
      {trouble ? (
        <b data-tone="overdue">Not kept yet: {trouble}.</b>
      ) : draft && isKept ? (
        <>
          Kept <Instant at={draft.savedAt} />
          {draft.savedBy && ` by ${draft.savedBy.name}`}
          {policy && draft.basedOn !== policy.version && `; it began from version ${draft.basedOn}`}.
        </>
      ) : policy ? (
        'It is being kept …'
      ) : (
        'It is tried before all others, so its conditions say whom it is for.'
      )}
    </>
  )
}
