import type { Approval } from '../../../features/approvals/contract.ts'

/** The last round of each approval; what somebody asked for in own words has one. */
export const latest = (items: readonly Approval[]): Approval[] =>
  items.filter(({ key, round }) => key === null || !items.some((other) => other.key === key && other.round > round))

/** What still stands in the way, in the order in which it was asked for. */
export const unsettled = (items: readonly Approval[]): Approval[] =>
  latest(items)
    .filter(({ state }) => state === 'waiting' || state === 'rejected')
    .toReversed()

type Vote = Approval['votes'][number]

/** Who decides a vote for now. */
export const deciderOf = ({ person, standIn, decidedBy }: Vote): string => (decidedBy ?? standIn ?? person).name

/** Whose word is waited for: “Tom Okafor”, “Tom Okafor and 2 others”. */
export function waitsFor({ votes }: Pick<Approval, 'votes'>): string {
  const [first, ...rest] = votes.filter(({ next }) => next).map(deciderOf)
  if (first === undefined) return 'nobody who may decide'
  return rest.length === 0 ? first : rest.length === 1 ? `${first} or ${rest[0]}` : `${first} and ${rest.length} others`
}

/** “any of them”, “all of them”, “2 of 3 of them, one after the other”. */
export function modeWords({ mode, needed, inOrder, votes }: Pick<Approval, 'mode' | 'needed' | 'inOrder' | 'votes'>) {
  if (votes.length < 2) return ''
  const count =
    mode === 'any' ? 'one of them is enough' : mode === 'all' ? 'all of them' : `${needed} of ${votes.length}`
  return `${count}${inOrder ? ', one after the other' : ''}`
}

export const stateWords: Record<Approval['state'], string> = {
  waiting: 'waits',
  approved: 'approved',
  rejected: 'rejected',
  void: 'no longer counts',
}
