import { Button, Menu, NativeSelect, Popover, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { DateTimeField } from '../../../ui/DateTimeField.tsx'
import { IconArrowRight, IconClock } from '../../../ui/icons.ts'
import { typesQuery } from '../../people/queries.ts'
import styles from './BulkBar.module.css'
import type { PreviewedAct } from './bulkActs.ts'

const quiet = { variant: 'subtle', color: 'gray' } as const
const waiting = [
  { status: 'open', name: 'Back to work' },
  { status: 'pending', name: 'Waits for customer' },
  { status: 'on_hold', name: 'Waits for others' },
] as const

interface Props {
  onLook: (act: PreviewedAct) => void
}

/** Stages that all the chosen share: those of their type where it is one, the waiting ones of any. */
export function StageMenu({ rows, onLook }: Props & { rows: CaseRow[] }) {
  const types = useQuery(typesQuery).data?.items ?? []
  const ids = new Set(rows.map(({ type }) => type.id))
  const type = ids.size === 1 ? types.find(({ id }) => ids.has(id)) : undefined
  const stages = type?.definition.stages.filter(({ status }) => status !== 'resolved' && status !== 'closed')
  return (
    <Menu position="top" width={240}>
      <Menu.Target>
        <Button {...quiet} leftSection={<IconArrowRight size={15} stroke={1.7} />}>
          Stage
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.long!}>
        <Menu.Label>{type ? `Stages of ${type.definition.name}` : 'Of several types'}</Menu.Label>
        {stages
          ? stages.map(({ key, label }) => (
              <Menu.Item
                key={key}
                onClick={() => onLook({ kind: 'stage', target: { kind: 'stage', key }, name: label })}
              >
                {label}
              </Menu.Item>
            ))
          : waiting.map(({ status, name }) => (
              <Menu.Item
                key={status}
                onClick={() => onLook({ kind: 'stage', target: { kind: 'status', status }, name })}
              >
                {name}
              </Menu.Item>
            ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const whoseMoves = [
  { value: 'us', label: 'its owner' },
  { value: 'customer', label: 'the customer' },
  { value: 'third_party', label: 'a third party' },
]

/** One next step for all of them, and until when. */
export function StepButton({ onLook }: Props) {
  const [text, setText] = useState('')
  const [whose, setWhose] = useState<'us' | 'customer' | 'third_party'>('us')
  const [dueAt, setDueAt] = useState<string | null>(null)
  return (
    <Popover position="top" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button {...quiet} leftSection={<IconClock size={15} stroke={1.7} />}>
          Next step
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Next step of the chosen cases">
        <form
          className={styles.step}
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim()) onLook({ kind: 'step', text: text.trim(), whose, dueAt })
          }}
        >
          <TextInput
            label="What happens next"
            value={text}
            maxLength={300}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <NativeSelect
            label="Whose move"
            value={whose}
            onChange={(event) => setWhose(event.currentTarget.value as typeof whose)}
            data={whoseMoves}
          />
          <DateTimeField label="Due" value={dueAt} onChange={setDueAt} />
          <Button type="submit" disabled={!text.trim()}>
            See what it would do
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
