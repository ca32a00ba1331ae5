import type { Role } from '../../../platform/context.ts'
import { fixedRights, type Right, rights, rightsAsShipped } from '../rules.ts'

/** What a right is no use without. */
export const needs: Partial<Record<Right, Right>> = {
  'cases.read': 'customers.read',
  'cases.work': 'cases.note',
  'cases.assign': 'cases.read',
  'cases.note': 'cases.read',
  'cases.resolve': 'cases.work',
  'cases.override': 'cases.read',
  'cases.restrict': 'cases.read',
  'cases.see_restricted': 'cases.read',
  'cases.merge': 'cases.work',
  'cases.merge_across': 'cases.merge',
  'customers.edit': 'customers.read',
  'contracts.edit': 'customers.read',
  'coverage.approve': 'cases.read',
  'people.edit': 'settings.read',
  'roles.edit': 'settings.read',
  'teams.lead': 'cases.assign',
  'settings.edit': 'settings.read',
  'views.share': 'cases.read',
}

/** A right with everything that it needs, itself first. */
export function withNeeds(right: Right): Right[] {
  const next = needs[right]
  return next ? [right, ...withNeeds(next)] : [right]
}

/** A set with one right more, and with what that needs. */
export const withRight = (chosen: readonly Right[], right: Right): Right[] => [
  ...new Set([...chosen, ...withNeeds(right)]),
]

/** A set without a right, and without what is no use any more; what its kind cannot be without stays. */
export const withoutRight = (kind: Role, chosen: readonly Right[], right: Right): Right[] =>
  fixedRights(kind).includes(right) ? [...chosen] : chosen.filter((each) => !withNeeds(each).includes(right))

/** The rights of a set that would do nothing, each with what it lacks. */
export const lacking = (kind: Role, chosen: readonly Right[]): { right: Right; needs: Right }[] => {
  const all = new Set<Right>([...fixedRights(kind), ...chosen])
  return [...all].flatMap((right) => {
    const need = needs[right]
    return need && !all.has(need) ? [{ right, needs: need }] : []
  })
}

/** Null where a set is the shipped one, so that it follows what later versions ship; else in the order of all rights. */
export function chosenRights(kind: Role, wanted: readonly Right[]): Right[] | null {
  const all = rights.filter((right) => wanted.includes(right) || fixedRights(kind).includes(right))
  const shipped = rightsAsShipped(kind)
  return all.length === shipped.length && all.every((right) => shipped.includes(right)) ? null : all
}

/** Rights that somebody without them would give; nobody raises themself, or others, above what they may. */
export const beyondOwn = (own: ReadonlySet<string>, given: Iterable<string>): string[] =>
  own.has('*') ? [] : [...given].filter((right) => !own.has(right))

export const isRight = (text: string): text is Right => (rights as readonly string[]).includes(text)
