import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { IconPencil } from '../../ui/icons.ts'
import { ApprovalLines } from '../approvals/ApprovalLines.tsx'
import { clocksQuery } from '../sla/queries.ts'
import { FieldAsk } from './FieldAsk.tsx'
import { gateHere, isOfForm } from './gates.ts'
import { NowLine } from './NowLine.tsx'
import styles from './Plan.module.css'
import { ComingLine, TaskLine } from './PlanLines.tsx'
import { Playbook } from './Playbook.tsx'
import { planOf } from './plan.ts'
import { tasksQuery } from './queries.ts'
import { isOver } from './words.ts'

/** The future of the case on the same line of time: what leaves this stage, and what happens by itself. */
export function Plan({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const tasks = useQuery(tasksQuery(number)).data?.items ?? []
  const clocks = useQuery(clocksQuery(number, found.id)).data?.items ?? []
  const plan = planOf(found, tasks, clocks)
  const { asks } = gateHere(found)
  const Later = asks.length > 0 ? 'h3' : 'h2'
  return (
    <section className={styles.plan} aria-label="Plan">
      <NowLine />
      {asks.length > 0 && (
        <header className={styles.head}>
          <h2>To leave {found.stage.label}</h2>
          <button type="button" onClick={() => setQuery({ why: 'stage' })}>
            {asks.filter((ask) => ask.met).length} of {asks.length} done
          </button>
        </header>
      )}
      <Playbook found={found} />
      <ol>
        {asks.filter(isOfForm).map((ask) => (
          <li key={ask.key} className={styles.line} data-kind="form">
            <span className={styles.gutter}>
              <IconPencil size={15} stroke={1.7} aria-hidden />
            </span>
            <span className={styles.title} data-wide>
              {found.can.work ? <FieldAsk label={ask.label} /> : ask.label}
              <em> needed</em>
            </span>
          </li>
        ))}
        {!isOver(found.status) && <ApprovalLines number={number} />}
        {plan.lines.map((line) =>
          'task' in line ? (
            <TaskLine key={line.task.id} task={line.task} dueAt={line.dueAt} number={number} can={found.can} />
          ) : (
            <ComingLine key={line.coming.id} coming={line.coming} />
          ),
        )}
      </ol>
      {plan.later.length > 0 && (
        <>
          <Later className={styles.later}>To resolve it, later</Later>
          <ol>
            {plan.later.map((task) => (
              <TaskLine key={task.id} task={task} dueAt={task.dueAt} number={number} can={found.can} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
