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

/** What dropping a case on a column would make of it, in a few words; null where it lies there already. */
export function consequence(column: LoadColumn, lifted: CarriedCase): { allowed: boolean; said: string } | null {
  const { person } = column
  if (person === null) {
    if (lifted.case.owner === null) return null
    return { allowed: true, said: 'routing decides again' }
  }
  if (lifted.case.owner?.id === person.person.id) return null
  if (!person.takesCases) return { allowed: false, said: 'their role takes no cases' }
  if (person.gone) return { allowed: false, said: person.absent ?? 'not here' }
  const after = person.load + (takesRoom(lifted) ? lifted.weight : 0)
  const room = `${person.load} → ${after} of ${person.capacity}`
  if (person.absent) return { allowed: true, said: `${room}, ${person.absent}` }
  return { allowed: true, said: after > person.capacity ? `${room}, more than fits` : room }
}
