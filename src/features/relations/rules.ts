import type { Kin, Link } from './contract.ts'

/** Parent, child, grandchild: a family is no deeper. */
export const deepest = 3

/** One end of a link, as it stands. */
export interface EndFacts {
  id: string
  number: string
  parentId: string | null
  problemId: string | null
  merged: boolean
  incidents: number
  /** From its parent up to the first of its line. */
  ancestors: readonly string[]
  /** How many levels stand below it; 0 without children. */
  levelsBelow: number
}

export type Linking = { ok: true } | { ok: false; because: string }

const no = (because: string): Linking => ({ ok: false, because })

/** The same link as the other end names it. */
export const reversed: Record<Link, Link> = {
  related: 'related',
  parent: 'child',
  child: 'parent',
  problem: 'incident',
  incident: 'problem',
}

/** Whether `other` may become the `kind` of `one`. */
export function canLink(kind: Link, one: EndFacts, other: EndFacts, areRelated: boolean): Linking {
  if (one.id === other.id) return no('A case is not linked with itself.')
  const merged = [one, other].find((end) => end.merged)
  if (merged) return no(`${merged.number} was merged into another case: link that one.`)
  switch (kind) {
    case 'related':
      return areRelated ? no(`${one.number} and ${other.number} are related already.`) : { ok: true }
    case 'parent':
      return canBeParent(other, one)
    case 'child':
      return canBeParent(one, other)
    case 'problem':
      return canBeProblem(other, one)
    case 'incident':
      return canBeProblem(one, other)
  }
}

/** No case stands in its own line, and no line is longer than `deepest`. */
export function canBeParent(parent: EndFacts, child: EndFacts): Linking {
  if (child.parentId === parent.id) return no(`${child.number} is a child of ${parent.number} already.`)
  if (child.parentId) return no(`${child.number} is a child of another case. Take it off there first.`)
  if (parent.ancestors.includes(child.id))
    return no(`${parent.number} stands below ${child.number}: it cannot be its parent too.`)
  const levels = parent.ancestors.length + 1 + 1 + child.levelsBelow
  return levels > deepest ? no(`A family is ${deepest} levels deep at most; this would make ${levels}.`) : { ok: true }
}

/** A problem is no incident, and an incident is no problem: one message reaches everybody, one ending ends all. */
export function canBeProblem(problem: EndFacts, incident: EndFacts): Linking {
  if (incident.problemId === problem.id) return no(`${incident.number} is an incident of ${problem.number} already.`)
  if (incident.problemId) return no(`${incident.number} is an incident of another problem. Take it off there first.`)
  if (problem.problemId) return no(`${problem.number} is itself an incident of a problem.`)
  if (incident.incidents > 0) return no(`${incident.number} is a problem with incidents of its own.`)
  return { ok: true }
}

/** Of one kind: the first that are shown, how many the reader may see, and how many not. */
export interface KinFacts {
  kind: Kin
  ids: string[]
  seen: number
  hidden: number
}

/** The order in which a family is read: from what stands above a case to what came of it. */
const order: readonly Kin[] = [
  'problem',
  'incident',
  'parent',
  'child',
  'related',
  'follow_up_of',
  'follow_up',
  'merged_into',
  'merged',
]

/** The kinds that there are, as a family is read, each with how many more there are than are shown. */
export const inOrder = (kin: readonly KinFacts[]) =>
  order.flatMap((kind) =>
    kin
      .filter((each) => each.kind === kind)
      .map(({ ids, seen, hidden }) => ({ kind, ids, more: seen - ids.length, hidden })),
  )
