import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MigrationPreview } from '../../../features/cases/contract/migrations.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import type { Mapping } from '../../../features/casetypes/rules/migration.ts'
import { counted } from '../../ui/amounts.ts'
import { Known } from '../../ui/Known.tsx'
import styles from './along.module.css'
import { alongQuery } from './queries.ts'

interface Props {
  typeId: string
  /** The version they come to; `published` where it is the current one. */
  definition: CaseTypeDefinition
  published: boolean
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

export const noMapping: Mapping = { stages: {}, fields: {} }

/** Where running cases go and what becomes of what they know and have to do, before anything is done. */
export function AlongPlan({ typeId, definition, published, mapping, onChange }: Props) {
  const preview = useQuery({
    ...alongQuery(typeId, published ? null : definition, mapping),
    placeholderData: keepPreviousData,
  })
  const stages = definition.stages.filter(({ status }) => status !== 'resolved' && status !== 'closed')
  return (
    <Known query={preview} what="What it means for running cases" lines={4}>
      {({ moves, fields, asks, problems }) => (
        <div className={styles.plan}>
          <Places moves={moves} stages={stages} mapping={mapping} onChange={onChange} />
          {fields.length > 0 && (
            <>
              <h3>What becomes of values</h3>
              <ul>
                {fields.map((field) => (
                  <li key={field.key}>
                    <span className={styles.from}>
                      <b>{field.label}</b>
                      <small>known of {counted(field.filled, 'case')}</small>
                    </span>
                    <NativeSelect
                      size="xs"
                      aria-label={`What ${field.label} becomes`}
                      value={field.becomes?.key ?? ''}
                      data={[
                        { value: '', label: 'left behind' },
                        ...definition.fields.map(({ key, label }) => ({ value: key, label: `becomes ${label}` })),
                      ]}
                      onChange={(event) =>
                        onChange({
                          ...mapping,
                          fields: { ...mapping.fields, [field.key]: event.currentTarget.value || null },
                        })
                      }
                    />
                    <p>{fateOf(field)}</p>
                  </li>
                ))}
              </ul>
            </>
          )}
          {asks.length > 0 && (
            <p>
              The next gate asks{' '}
              {asks.map(({ label, missing }) => `${label} of ${counted(missing, 'case')}`).join(', ')}.
            </p>
          )}
          <p>Clocks go on as they are, unless a stage counts as something else.</p>
          {problems.map((problem) => (
            <p key={problem} className={styles.problem} role="alert">
              {problem}
            </p>
          ))}
        </div>
      )}
    </Known>
  )
}

type Move = MigrationPreview['moves'][number]

interface PlacesProps extends Pick<Props, 'mapping' | 'onChange'> {
  moves: readonly Move[]
  stages: CaseTypeDefinition['stages']
}

/** Where cases go whose stage is gone; the others stay where they are, and are told so in a line, until somebody wants else. */
function Places({ moves, stages, mapping, onChange }: PlacesProps) {
  const [choosing, setChoosing] = useState(false)
  const groups = groupsOf(moves)
  const stays = ({ stage, to }: Move) => !choosing && to?.key === stage && mapping.stages[stage] === undefined
  return (
    <>
      <h3>{groups.every(stays) ? 'They stay in their stages' : 'Where they go'}</h3>
      <ul>
        {groups.map((group) => (
          <li key={group.stage}>
            <span className={styles.from}>
              <b>{group.label}</b>
              <small>{counted(group.open, 'case')}</small>
            </span>
            {stays(group) ? (
              <span className={styles.stays}>{group.open === 1 ? 'stays there' : 'stay there'}</span>
            ) : (
              <NativeSelect
                size="xs"
                aria-label={`Where cases in ${group.label} go`}
                value={mapping.stages[group.stage] ?? group.to?.key ?? ''}
                error={!group.to}
                data={[
                  ...(group.to ? [] : [{ value: '', label: 'Choose a stage' }]),
                  ...stages.map(({ key, label }) => ({ value: key, label })),
                ]}
                onChange={(event) =>
                  onChange({ ...mapping, stages: { ...mapping.stages, [group.stage]: event.currentTarget.value } })
                }
              />
            )}
            <Meaning group={group} />
          </li>
        ))}
      </ul>
      {groups.some(stays) && (
        <Button size="compact-xs" variant="subtle" className={styles.elsewhere!} onClick={() => setChoosing(true)}>
          Move some elsewhere
        </Button>
      )}
    </>
  )
}

/** Cases in one stage, of whatever version: the mapping speaks of stages. */
function groupsOf(moves: readonly Move[]): Move[] {
  const groups = new Map<string, Move>()
  for (const move of moves) {
    const known = groups.get(move.stage)
    const united = (a: string[], b: string[]) => [...new Set([...a, ...b])]
    groups.set(
      move.stage,
      known
        ? {
            ...known,
            open: known.open + move.open,
            countsElse: known.countsElse || move.countsElse,
            begins: united(known.begins, move.begins),
            ends: united(known.ends, move.ends),
          }
        : move,
    )
  }
  return [...groups.values()]
}

function Meaning({ group: { begins, ends, countsElse } }: { group: Move }) {
  const quoted = (titles: string[]) => titles.map((title) => `“${title}”`).join(', ')
  const said = [
    begins.length > 0 && `Begins ${quoted(begins)}.`,
    ends.length > 0 && `Ends ${quoted(ends)} where it is not done.`,
    countsElse && 'Counts as something else from then on, and clocks follow.',
  ].filter(Boolean)
  return said.length > 0 && <p>{said.join(' ')}</p>
}

function fateOf({ filled, becomes, unfit }: MigrationPreview['fields'][number]): string {
  if (filled === 0) return 'Nothing is lost.'
  if (!becomes) return `${counted(filled, 'value')} stand on the timeline of their case, and in no form any more.`
  return unfit > 0
    ? `${counted(unfit, 'value')} do not fit what is asked now; they stand on the timeline of their case.`
    : 'All of them go along.'
}
