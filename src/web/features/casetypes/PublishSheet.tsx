import { Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { changesOf } from '../../../features/casetypes/rules/changes.ts'
import type { Mapping } from '../../../features/casetypes/rules/migration.ts'
import { counted } from '../../ui/amounts.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { AlongPlan, noMapping } from './AlongPlan.tsx'
import along from './along.module.css'
import { alongQuery, standingQuery } from './queries.ts'
import styles from './types.module.css'

interface Props {
  type: CaseType
  definition: CaseTypeDefinition
  /** Only the team changes: then no case runs on another version. */
  redrawn: boolean
  /** The team that new cases go to from now on, where it changes. */
  team: string | null
  problem: string | null
  pending: boolean
  /** With a mapping where running cases come along. */
  onPublish: (mapping: Mapping | null) => void
  onClose: () => void
}

/** What a new version changes, and what becomes of the cases that run, before it is published. */
export function PublishSheet({ type, definition, redrawn, team, problem, pending, onPublish, onClose }: Props) {
  const standing = useQuery(standingQuery(type.id)).data
  const [comes, setComes] = useState(false)
  const [mapping, setMapping] = useState(noMapping)
  const preview = useQuery({ ...alongQuery(type.id, definition, mapping), enabled: comes }).data
  const changes = [...changesOf(type.definition, definition), ...(team ? [`New cases go to ${team}.`] : [])]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPublish(comes ? mapping : null)
  }
  return (
    <Sheet title={`Publish version ${type.version + 1} of ${type.definition.name}`} onClose={onClose} size={600}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        disabled={comes && preview?.problems.length !== 0}
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
          {standing && type.openCases === 0 && <p>No case of this type is open.</p>}
          {standing && type.openCases > 0 && redrawn && (
            <Radio.Group
              value={comes ? 'along' : 'stay'}
              onChange={(chosen) => setComes(chosen === 'along')}
              aria-label="What running cases do"
              className={along.choice!}
            >
              <Radio
                value="stay"
                label={`${counted(type.openCases, 'open case')} ${type.openCases === 1 ? 'stays' : 'stay'} as they began`}
                description={standing.versions.map(({ version, open }) => `${open} on version ${version}`).join(', ')}
              />
              <Radio
                value="along"
                label="Open cases come along"
                description="In batches, each with a line on its timeline; what cannot come is named"
              />
            </Radio.Group>
          )}
          {comes && (
            <AlongPlan
              typeId={type.id}
              definition={definition}
              published={false}
              mapping={mapping}
              onChange={setMapping}
            />
          )}
        </div>
      </SheetForm>
    </Sheet>
  )
}
