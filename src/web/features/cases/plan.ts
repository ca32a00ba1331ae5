import type { Case } from '../../../features/cases/contract.ts'
import type { ClockView } from '../../../features/sla/contract.ts'
import type { Task } from '../../../features/tasks/contract.ts'
import type { Risk } from '../../ui/time.ts'
import { gateHere } from './gates.ts'
import { isOver, metricName, toneOf, whoeverTakesIt, whoseMove } from './words.ts'

export interface Coming {
  kind: 'clock' | 'step' | 'closing'
  id: string
  at: string | null
  text: string
  who: string | null
  risk: Risk
}
/** A task that is the next step is due when that is, unless it has a date of its own. */
export type PlanLine = { task: Task; dueAt: string | null } | { coming: Coming }
export interface Plan {
  lines: PlanLine[]
  /** Checks of closing, while another gate comes first: they may be ticked early, and leave no stage. */
  later: Task[]
}

/** What is still to come on a case: open tasks, the next step, clocks that end, closing by itself; by time, undated last. */
export function planOf(found: Case, tasks: Task[], clocks: ClockView[]): Plan {
  const { next: onward } = gateHere(found)
  const isLater = ({ kind }: Task) => kind === 'checklist' && onward !== null && onward.status !== 'resolved'
  const open = tasks.filter((task) => !task.doneAt)
  const next = open.find((task) => saysNext(found, task) && !isLater(task))
  const lines: PlanLine[] = [
    ...open
      .filter((task) => !isLater(task))
      .map((task) => ({ task, dueAt: task.dueAt ?? (task === next ? found.nextStep!.dueAt : null) })),
    ...comingOf(found, clocks)
      .filter(({ kind }) => kind !== 'step' || !next)
      .map((coming) => ({ coming })),
  ]
  const at = (line: PlanLine) => ('task' in line ? line.dueAt : line.coming.at)
  return {
    lines: lines.sort((a, b) => instant(at(a)) - instant(at(b))),
    later: open.filter(isLater),
  }
}

/** The next step is often just the first task, which then stands once, to be ticked. */
const saysNext = ({ nextStep }: Case, { title, team }: Task): boolean =>
  nextStep?.text === title || (team !== null && nextStep?.text === `${team.name}: ${title}`)

function comingOf(found: Case, clocks: ClockView[]): Coming[] {
  const coming = clocks
    .filter(({ state, dueAt }) => state === 'running' && dueAt)
    .map((clock): Coming => {
      const passed = clock.breachedAt !== null
      const text = `${metricName(clock.metric)} clock ${passed ? 'ended' : 'ends'}.`
      return { kind: 'clock', id: clock.id, at: clock.dueAt, text, who: null, risk: toneOf(clock.risk) }
    })
  const step = found.nextStep
  if (step?.text && !isOver(found.status)) {
    const who = whoseMove(step, found)
    coming.push({
      kind: 'step',
      id: 'step',
      at: step.dueAt,
      text: step.text,
      who: who === whoeverTakesIt ? null : who,
      risk: 'ok',
    })
  }
  if (found.status === 'resolved') {
    const silence = found.closure.asked ? ' if the customer stays silent' : ', the customer was not asked'
    const text = found.closesAt ? `Closes by itself${silence}.` : 'Does not close by itself: our letter has not left.'
    coming.push({ kind: 'closing', id: 'closing', at: found.closesAt, text, who: null, risk: 'ok' })
  }
  return coming
}

const instant = (at: string | null): number => (at ? Date.parse(at) : Number.MAX_SAFE_INTEGER)
