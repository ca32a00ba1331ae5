import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { changesOf } from '../../../features/casetypes/rules/changes.ts'
import { counted } from '../../ui/amounts.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { standingQuery } from './queries.ts'
import styles from './types.module.css'

interface Props {
  type: CaseType
  definition: CaseTypeDefinition
  /** The team that new cases go to from now on, where it changes. */
  team: string | null
  problem: string | null
  pending: boolean
  onPublish: () => void
  onClose: () => void
}

/** What a new version changes, and whom it leaves as they are, before it is published. */
export function PublishSheet({ type, definition, team, problem, pending, onPublish, onClose }: Props) {
  const standing = useQuery(standingQuery(type.id)).data
  const changes = [...changesOf(type.definition, definition), ...(team ? [`New cases go to ${team}.`] : [])]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPublish()
  }
  return (
    <Sheet title={`Publish version ${type.version + 1} of ${type.definition.name}`} onClose={onClose} size={560}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={`Publish version ${type.version + 1}`}
      >
        <div data-wide className={styles.publish}>
          <h2>What changes</h2>
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <h2>Whom it reaches</h2>
          <p>Every case that is opened from now on, and every case that is given this type.</p>
          {standing &&
            (standing.versions.length === 0 ? (
              <p>No case of this type is open.</p>
            ) : (
              <p>
                {counted(type.openCases, 'open case')}{' '}
                {type.openCases === 1 ? 'goes on as it began' : 'go on as they began'}:{' '}
                {standing.versions.map(({ version, open }) => `${open} on version ${version}`).join(', ')}.
              </p>
            ))}
        </div>
      </SheetForm>
    </Sheet>
  )
}
