import type { CarriedCase, Carrier, WaitingQueue, Workload } from '../../../features/workload/contract.ts'

export interface LoadColumn {
  key: string
  title: string
  /** Null for a queue. */
  person: Carrier | null
  queue: WaitingQueue | null
  cases: CarriedCase[]
  open: number
}

/** Where work can lie: queues in which something waits first, because it is nobody's, then each colleague, then empty queues. */
export function columnsOf({ queues, people }: Workload): LoadColumn[] {
  const waiting = queues.map((queue) => ({
    key: queue.queue.id,
    title: queue.queue.name,
    person: null,
    queue,
    cases: queue.cases,
    open: queue.open,
  }))
  return [
    ...waiting.filter(({ open }) => open > 0),
    ...people
      .filter(({ takesCases, open }) => takesCases || open > 0)
      .map((person) => ({
        key: person.person.id,
        title: person.person.name,
        person,
        queue: null,
        cases: person.cases,
        open: person.open,
      })),
    ...waiting.filter(({ open }) => open === 0),
  ]
}

const takesRoom = ({ case: { status } }: CarriedCase) => status === 'new' || status === 'open'

/**
 * What dropping cases on a column would make of it, in a few words; null where all of them lie there already. Those that
 * do stay where they are.
 */
export function consequence(
  column: LoadColumn,
  lifted: readonly CarriedCase[],
): { allowed: boolean; said: string } | null {
  const { person } = column
  const moving = lifted.filter((each) => !liesIn(column, each))
  if (moving.length === 0) return null
  const many = moving.length > 1 ? `${moving.length} cases, ` : ''
  if (person === null) return { allowed: true, said: `${many}routing decides again` }
  if (!person.takesCases) return { allowed: false, said: 'their role takes no cases' }
  if (person.gone) return { allowed: false, said: person.absent ?? 'not here' }
  const after = person.load + moving.reduce((sum, each) => sum + (takesRoom(each) ? each.weight : 0), 0)
  const room = `${many}${person.load} → ${after} of ${person.capacity}`
  if (person.absent) return { allowed: true, said: `${room}, ${person.absent}` }
  return { allowed: true, said: after > person.capacity ? `${room}, more than fits` : room }
}

/** Whether a case lies in a column; what waits in any queue is to be given to somebody, not to another queue. */
export const liesIn = ({ person }: LoadColumn, { case: { owner } }: CarriedCase): boolean =>
  person === null ? owner === null : owner?.id === person.person.id

/** The picked cases after one was chosen: alone in or out, or everything between the last one and it in its column. */
export function pickedWith(
  picked: ReadonlySet<string>,
  id: string,
  { range, last, columns }: { range: boolean; last: string | null; columns: readonly LoadColumn[] },
): Set<string> {
  const column = columns.find(({ cases }) => cases.some((each) => each.case.id === id))
  const ids = column?.cases.map((each) => each.case.id) ?? []
  const from = last === null ? -1 : ids.indexOf(last)
  const next = new Set(picked)
  if (range && from !== -1) {
    const to = ids.indexOf(id)
    for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each)
  } else if (!next.delete(id)) next.add(id)
  return next
}
