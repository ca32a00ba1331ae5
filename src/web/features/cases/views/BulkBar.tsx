import { Button, Menu, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { isAssignable } from '../../../../features/people/rules.ts'
import { useMe } from '../../../app/session.ts'
import { counted } from '../../../ui/amounts.ts'
import { useNow } from '../../../ui/clock.ts'
import { IconFlag, IconTag, IconUserPlus, IconX } from '../../../ui/icons.ts'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { peopleQuery } from '../../people/queries.ts'
import { personChoices } from '../../people/standing.ts'
import { useAlone } from '../../people/useAlone.ts'
import { ProblemButton } from '../../relations/ProblemButton.tsx'
import styles from './BulkBar.module.css'
import { StageMenu, StepButton } from './BulkMoves.tsx'
import { BulkPreviewed, BulkReport } from './BulkTold.tsx'
import type { BulkAct, PreviewedAct } from './bulkActs.ts'
import type { Bulk } from './useBulk.ts'
import type { Picked } from './usePicked.ts'

const MergeSheet = lazy(() => import('../../families/MergeSheet.tsx').then((m) => ({ default: m.MergeSheet })))
const priorities = ['low', 'medium', 'high', 'critical'] as const
const quiet = { variant: 'subtle', color: 'gray' } as const

/** Acts on the chosen cases; while they run the bar counts, and afterwards it says what came of each. */
export function BulkBar({ picked, bulk }: { picked: Picked; bulk: Bulk }) {
  if (bulk.preview) return <BulkPreviewed preview={bulk.preview} bulk={bulk} />
  if (bulk.run) return <BulkReport run={bulk.run} bulk={bulk} />
  if (picked.rows.length === 0) return null
  const act = (what: BulkAct) => {
    const rows = picked.rows
    picked.none()
    void bulk.start(what, rows)
  }
  const look = (what: PreviewedAct) => {
    const rows = picked.rows
    picked.none()
    void bulk.look(what, rows)
  }
  return (
    <div className={styles.bulk} role="toolbar" aria-label={`${counted(picked.rows.length, 'case')} chosen`}>
      <b className="num">{picked.rows.length.toLocaleString('en-GB')} chosen</b>
      <AssignMenu onAct={act} />
      <StageMenu rows={picked.rows} onLook={look} />
      <Menu position="top">
        <Menu.Target>
          <Button {...quiet} leftSection={<IconFlag size={15} stroke={1.7} />}>
            Priority
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {priorities.map((priority) => (
            <Menu.Item
              key={priority}
              leftSection={<PriorityMark priority={priority} />}
              onClick={() => act({ kind: 'priority', priority })}
            >
              {priority}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <StepButton onLook={look} />
      <TagButton onAct={act} />
      <MergeButton rows={picked.rows} />
      <ProblemButton rows={picked.rows} onDone={picked.none} />
      <UnstyledButton className={styles.off!} aria-label="Choose none" onClick={picked.none}>
        <IconX size={15} stroke={1.8} />
      </UnstyledButton>
    </div>
  )
}

function AssignMenu({ onAct }: { onAct: (act: BulkAct) => void }) {
  const now = useNow()
  const may = useMe().rights.includes('cases.assign')
  const alone = useAlone()
  const people = useQuery(peopleQuery).data?.items.filter((p) => !p.deactivatedAt && isAssignable(p.role)) ?? []
  if (!may || alone) return null
  return (
    <Menu position="top" width={260}>
      <Menu.Target>
        <Button {...quiet} leftSection={<IconUserPlus size={15} stroke={1.7} />}>
          Assign
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.long!}>
        {personChoices(people, now, 'somebody here').map(({ value: id, label, disabled }) => {
          const { name, load, capacity } = people.find((each) => each.id === id)!
          return (
            <Menu.Item
              key={id}
              rightSection={<span className={styles.room}>{`${load} of ${capacity}`}</span>}
              onClick={() => onAct({ kind: 'assign', ownerId: id, name })}
              disabled={disabled}
            >
              {label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Two chosen cases can become one; the older one is offered to go on. */
function MergeButton({ rows }: { rows: CaseRow[] }) {
  const me = useMe()
  const [merging, setMerging] = useState(false)
  const [older, newer] = rows.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
  if (!older || !newer || rows.length !== 2 || !me.rights.includes('cases.merge')) return null
  return (
    <>
      <Button {...quiet} onClick={() => setMerging(true)}>
        Merge…
      </Button>
      {merging && (
        <Suspense fallback={null}>
          <MergeSheet number={newer.number} other={older.number} account={null} onClose={() => setMerging(false)} />
        </Suspense>
      )}
    </>
  )
}

function TagButton({ onAct }: { onAct: (act: BulkAct) => void }) {
  const [tag, setTag] = useState('')
  return (
    <Popover position="top" trapFocus returnFocus>
      <Popover.Target>
        <Button {...quiet} leftSection={<IconTag size={15} stroke={1.7} />}>
          Tag
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Tag the chosen cases">
        <form
          className={styles.tag}
          onSubmit={(event) => {
            event.preventDefault()
            if (tag.trim()) onAct({ kind: 'tag', tag: tag.trim() })
          }}
        >
          <TextInput
            aria-label="Tag"
            placeholder="Tag"
            value={tag}
            maxLength={60}
            onChange={(event) => setTag(event.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" disabled={!tag.trim()}>
            Add tag
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
