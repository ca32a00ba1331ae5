import { ActionIcon, Menu } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CarriedCase, Carrier, WaitingQueue, Workload } from '../../../features/workload/contract.ts'
import { statusWords } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconDots } from '../../ui/icons.ts'
import { Meter } from '../../ui/Meter.tsx'
import { useDropTarget } from '../../ui/useDropTarget.ts'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import board from '../cases/views/Board.module.css'
import { peopleQuery } from '../people/queries.ts'
import { standingOf } from '../people/standing.ts'
import { roomOf } from '../routing/room.ts'
import { columnsOf, consequence, type LoadColumn, liesIn, pickedWith } from './columns.ts'
import { LoadCard } from './LoadCard.tsx'
import { PickedBar } from './PickedBar.tsx'
import type { Asked } from './queries.ts'
import styles from './workload.module.css'

interface Props {
  data: Workload
  onPlan: (asked: Asked) => void
}

/**
 * A column for each queue and each colleague; what is dropped elsewhere says first what that would mean. Several are picked
 * with ctrl or shift, by their boxes, or with x, and go together.
 */
export function LoadBoard({ data, onPlan }: Props) {
  const columns = columnsOf(data)
  const keys = useRowKeys<HTMLDivElement>()
  const [dragged, setDragged] = useState<CarriedCase | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  // What went elsewhere meanwhile, or ended, is picked no more.
  const picked = columns.flatMap(({ cases }) => cases.filter((each) => chosen.has(each.case.id)))
  const ids = new Set(picked.map((each) => each.case.id))
  const lifted = dragged === null ? [] : ids.has(dragged.case.id) ? picked : [dragged]
  const clear = () => setChosen(new Set())
  useHotkeys([['Escape', clear]])
  const give = (column: LoadColumn, what: readonly CarriedCase[]) => {
    setDragged(null)
    if (!consequence(column, what)?.allowed) return
    const moves = what.filter((each) => !liesIn(column, each))
    onPlan({
      kind: 'moves',
      moves: moves.map((each) => ({ caseId: each.case.id, toId: column.person?.person.id ?? null })),
    })
  }
  const pick = (id: string, range: boolean) => {
    setChosen(pickedWith(ids, id, { range, last, columns }))
    setLast(id)
  }
  return (
    <>
      {picked.length > 0 && (
        <PickedBar picked={picked} columns={columns} onGive={(to) => give(to, picked)} onClear={clear} />
      )}
      <div
        ref={keys}
        className={`${board.board} ${styles.board}`}
        style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(var(--column), 1fr))` }}
      >
        {columns.map((column) => (
          <Column
            key={column.key}
            column={column}
            others={columns.filter(({ key, person }) => key !== column.key && person?.takesCases && !person.gone)}
            lifted={lifted}
            onDrop={() => give(column, lifted)}
            onPlan={onPlan}
          >
            {column.cases.map((each) => (
              <LoadCard
                key={each.case.id}
                carried={each}
                columns={columns.filter(({ key }) => key !== column.key)}
                lifted={lifted.includes(each)}
                picked={ids.has(each.case.id)}
                picking={picked.length > 0}
                onPick={(range) => pick(each.case.id, range)}
                onLift={setDragged}
                onGive={(to) => give(to, [each])}
              />
            ))}
          </Column>
        ))}
      </div>
    </>
  )
}

interface ColumnProps {
  column: LoadColumn
  others: LoadColumn[]
  lifted: readonly CarriedCase[]
  onDrop: () => void
  onPlan: (asked: Asked) => void
  children: React.ReactNode[]
}

function Column({ column, others, lifted, onDrop, onPlan, children }: ColumnProps) {
  const would = lifted.length > 0 ? consequence(column, lifted) : null
  const { over, target } = useDropTarget(would !== null, onDrop)
  const more = column.open - column.cases.length
  return (
    <section
      className={board.column}
      aria-label={`${column.title}, ${column.open} open`}
      data-over={over || undefined}
      data-way={would ? (would.allowed ? 'move' : 'closed') : undefined}
      {...target}
    >
      <header className={styles.head}>
        <h2>
          <span title={column.title}>{column.title}</span>
          <span className="num">{column.open.toLocaleString('en-GB')}</span>
          {column.person && column.open > 0 && <HandOver person={column.person} others={others} onPlan={onPlan} />}
        </h2>
        {column.person ? (
          <PersonLine person={column.person} would={would?.said ?? null} />
        ) : (
          <QueueLine queue={column.queue!} would={would?.said ?? null} />
        )}
      </header>
      <div className={board.cards}>
        {children.length > 0 ? (
          children
        ) : (
          <p className={board.away}>{column.person ? 'Nothing to do.' : 'Nobody waits.'}</p>
        )}
        {more > 0 && (
          <Go className={styles.more} to={`/views?status=unresolved&sort=due&${filterOf(column)}`}>
            {more.toLocaleString('en-GB')} more
          </Go>
        )}
      </div>
    </section>
  )
}

const filterOf = ({ person, key }: LoadColumn) => (person ? `owner=${key}` : `queue=${key}&owner=none`)

function PersonLine({ person, would }: { person: Carrier; would: string | null }) {
  const { load, capacity, status, absent, oldestAt, takesCases } = person
  const now = useNow()
  const known = useQuery(peopleQuery).data?.items.find(({ id }) => id === person.person.id)
  // The same words as everywhere: who is here and has no room is full, who is not says until when.
  const standing =
    absent ??
    (status === 'online' ? roomOf(person).said : ((known && standingOf(known, now).said) ?? statusWords[status]))
  return (
    <>
      <span className={styles.load}>
        <Meter value={load} of={capacity} label={`${load} of ${capacity}`} tone={load > capacity ? 'overdue' : 'bar'} />
        <span className="num" data-over={load > capacity || undefined}>
          {load} of {capacity}
        </span>
      </span>
      <small>{would ?? (takesCases ? standing : 'takes no cases')}</small>
      <Pressing column={person} oldestAt={oldestAt} />
    </>
  )
}

function QueueLine({ queue, would }: { queue: WaitingQueue; would: string | null }) {
  const now = useNow()
  return (
    <>
      <span className={styles.load}>
        <span>Waits for somebody</span>
      </span>
      <small>
        {would ??
          (queue.calledAt ? (
            <>
              whoever is on duty {new Date(queue.calledAt) > now ? 'is' : 'was'} told <Instant at={queue.calledAt} />
            </>
          ) : (
            'routed as it comes'
          ))}
      </small>
      <Pressing column={queue} oldestAt={queue.oldestAt} />
    </>
  )
}

function Pressing({
  column: { late, atRisk },
  oldestAt,
}: {
  column: { late: number; atRisk: number }
  oldestAt: string | null
}) {
  return (
    <span className={styles.pressing}>
      {late > 0 && <b data-risk="overdue">{late} late</b>}
      {atRisk > 0 && <b data-risk="risk">{atRisk} at risk</b>}
      {oldestAt && (
        <span>
          oldest <Instant at={oldestAt} as="ago" />
        </span>
      )}
    </span>
  )
}

/** Everything that somebody has, at once: to a colleague, or back to the queues. */
function HandOver({
  person: { person },
  others,
  onPlan,
}: {
  person: Carrier
  others: LoadColumn[]
  onPlan: Props['onPlan']
}) {
  const all = (toId: string | null) => onPlan({ kind: 'allOf', allOf: person.id, toId })
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size={24} className={styles.dots!} aria-label={`Hand over all of ${person.name}`}>
          <IconDots size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Hand over everything open</Menu.Label>
        <Menu.Item onClick={() => all(null)}>to whom routing finds</Menu.Item>
        {others.map(({ key, title }) => (
          <Menu.Item key={key} onClick={() => all(key)}>
            to {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
