import { ActionIcon, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApprovalAsked } from '../../../features/casetypes/contract/approvals.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { approvalWords } from '../../../features/casetypes/rules/approval-words.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import studio from '../../ui/studio.module.css'
import { peopleQuery, rolesQuery } from '../people/queries.ts'
import { ApprovalDetails } from './ApprovalDetails.tsx'
import { ApprovalPreview } from './ApprovalPreview.tsx'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  teams: readonly { id: string; name: string; lead: { id: string } }[]
  disabled: boolean
  onChange: (approvals: ApprovalAsked[]) => void
}

/** What somebody else has to agree to on the way, each as a sentence. */
export function ApprovalsEditor({ definition, teams, disabled, onChange }: Props) {
  const { approvals } = definition
  const people = useQuery(peopleQuery).data?.items ?? []
  const [open, setOpen] = useState<string | null>(null)
  const roles = (useQuery(rolesQuery).data?.items ?? []).filter(({ shipped }) => !shipped)
  const names = new Map([...people, ...teams, ...roles].map(({ id, name }) => [id, name]))
  const change = (at: number, approval: ApprovalAsked) =>
    onChange(approvals.map((each, place) => (place === at ? approval : each)))
  return (
    <section aria-label="Approvals" className={styles.form}>
      <h2 className={styles.label}>
        What has to be approved <span>whoever asks, or last changed it, never decides it</span>
      </h2>
      {approvals.length > 0 && (
        <ol className={styles.fields} data-approvals>
          {approvals.map((approval, at) => {
            const called = approval.title || `Approval ${at + 1}`
            const shown = open === approval.key
            return (
              <li key={approval.key} data-open={shown || undefined}>
                <div>
                  <TextInput
                    size="xs"
                    aria-label={`Name of approval ${at + 1}`}
                    placeholder="Refund over 500 EUR"
                    disabled={disabled}
                    maxLength={200}
                    value={approval.title}
                    error={!approval.title.trim() && 'Needs a name'}
                    onChange={(event) => change(at, { ...approval, title: event.currentTarget.value })}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`More of ${called}`}
                    aria-expanded={shown}
                    onClick={() => setOpen(shown ? null : approval.key)}
                  >
                    <IconChevronDown size={16} stroke={1.7} />
                  </ActionIcon>
                </div>
                <p className={styles.sentence}>{approvalWords(approval, definition, names)}</p>
                {shown && (
                  <ApprovalDetails
                    approval={approval}
                    definition={definition}
                    people={people}
                    teams={teams}
                    roles={roles}
                    disabled={disabled}
                    onChange={(changed) => change(at, changed)}
                    onRemove={() => onChange(approvals.filter((_, place) => place !== at))}
                  />
                )}
              </li>
            )
          })}
        </ol>
      )}
      <ApprovalPreview approvals={approvals} people={people} teams={teams} />
      {!disabled && approvals.length < 20 && (
        <button
          type="button"
          className={studio.add}
          onClick={() => {
            const made = newApproval(approvals)
            onChange([...approvals, made])
            setOpen(made.key)
          }}
        >
          Add an approval
        </button>
      )}
      {disabled && approvals.length === 0 && <p className={studio.sub}>Nobody has to agree to anything.</p>}
    </section>
  )
}

const newApproval = (approvals: readonly ApprovalAsked[]): ApprovalAsked => ({
  key: keyFor(
    'new approval',
    approvals.map(({ key }) => key),
  ),
  title: '',
  asks: '',
  fields: [],
  codes: [],
  approvers: [{ who: 'lead' }],
  mode: 'any',
  inOrder: false,
  remindHours: [],
})
