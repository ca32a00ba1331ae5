import type { WorkItem } from '../../../features/cases/contract/my-next.ts'

export const myNextKinds = {
  overdue: 'Late',
  at_risk: 'At risk',
  replied: 'Customer replied',
  unread: 'Unread',
  tasks: 'Tasks',
  approvals: 'Approvals',
  waiting: 'Waiting',
} as const
export type MyNextKind = keyof typeof myNextKinds

const of: Record<MyNextKind, (item: WorkItem) => boolean> = {
  overdue: ({ group }) => group === 'overdue',
  at_risk: ({ group }) => group === 'at_risk',
  replied: (item) => item.case.customerRepliedAt !== null,
  unread: (item) => item.case.unread,
  tasks: ({ matters }) => matters.some(({ kind }) => kind === 'task'),
  approvals: ({ matters }) => matters.some(({ kind }) => kind === 'approval'),
  waiting: ({ group }) => group === 'waiting',
}

export interface MyNextFilter {
  kind: MyNextKind | null
  find: string
}

/** What an address narrows the list to. */
export function myNextFilterIn(search: string): MyNextFilter {
  const query = new URLSearchParams(search)
  const kind = query.get('kind') ?? ''
  return { kind: kind in of ? (kind as MyNextKind) : null, find: query.get('find')?.trim() ?? '' }
}

/** The same narrowing for the next row, so that walking down a list stays in it. */
export function keptSearch(search: string): string {
  const { kind, find } = myNextFilterIn(search)
  const query = new URLSearchParams({ ...(kind && { kind }), ...(find && { find }) }).toString()
  return query && `?${query}`
}

/** The items that a filter leaves, in their order. */
export function narrowed(items: WorkItem[], { kind, find }: MyNextFilter): WorkItem[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter((item) => (kind === null || of[kind](item)) && words.every((word) => textOf(item).includes(word)))
}

/** How many items each kind would leave. */
export function countsOf(items: WorkItem[]): Record<MyNextKind, number> {
  const kinds = Object.keys(of) as MyNextKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, items.filter(of[kind]).length])) as Record<MyNextKind, number>
}

function textOf({ matters, case: row }: WorkItem): string {
  const { subject, number, account, contact, type, stage, tags } = row
  return [
    subject,
    number,
    account?.name,
    contact?.name,
    type.name,
    stage.label,
    ...tags,
    ...matters.map(({ reason }) => reason),
  ]
    .join(' ')
    .toLowerCase()
}

/** The number beside the list, and what it is made of where not all are one's own. */
export function sumOf(items: WorkItem[], me: string): string {
  const mine = items.filter((item) => item.case.owner?.id === me).length
  const waiting = items.filter(({ group }) => group === 'waiting').length
  return [
    `${mine} of yours`,
    ...(items.length > mine ? [`${items.length - mine} of colleagues, who ask something of you`] : []),
    ...(waiting > 0 ? [`${waiting} wait for others`] : []),
  ].join(', ')
}
