import type { TeamTask } from '../../../features/tasks/contract.ts'
import { whoseTask } from '../../../features/tasks/rules/whose.ts'

export interface TaskColumn {
  /** Null: free to take. */
  personId: string | null
  title: string
  hint: string
  tasks: TeamTask[]
}

/** What is free, then me, then the others by name; whoever has tasks of these teams stands there even from outside. */
export function columnsOf(
  tasks: readonly TeamTask[],
  members: readonly { id: string; name: string }[],
  me: string,
): TaskColumn[] {
  const people = new Map(members.map(({ id, name }) => [id, name]))
  for (const task of tasks) {
    const who = whoseTask(task)
    if (who) people.set(who.id, who.name)
  }
  const inOrder = [...people].sort(
    ([a, nameOfA], [b, nameOfB]) => Number(b === me) - Number(a === me) || nameOfA.localeCompare(nameOfB),
  )
  const of = (personId: string | null) => tasks.filter((task) => (whoseTask(task)?.id ?? null) === personId)
  return [
    { personId: null, title: 'Free to take', hint: 'Whoever has time', tasks: of(null) },
    ...inOrder.map(([id, name]) => ({ personId: id, title: name, hint: id === me ? 'You' : '', tasks: of(id) })),
  ]
}
