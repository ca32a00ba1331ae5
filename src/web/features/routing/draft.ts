import type { IntakeRule } from '../../../features/routing/contract/rules.ts'

/** The same in every way in which it can be written: the order of its parts says nothing. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

export const isSame = (a: readonly IntakeRule[], b: readonly IntakeRule[]): boolean => written(a) === written(b)

/** A rule of a draft beside the one that it replaces. */
export interface Drawn {
  rule: IntakeRule
  state: 'same' | 'new' | 'changed'
  before: IntakeRule | null
}

/** Each rule of a draft with what became of it; where it stands in the list is no change of its own. */
export function drawn(published: readonly IntakeRule[], draft: readonly IntakeRule[]): Drawn[] {
  return draft.map((rule) => {
    const before = published.find(({ id }) => id === rule.id) ?? null
    const state = !before ? 'new' : written(before) === written(rule) ? 'same' : 'changed'
    return { rule, state, before: state === 'changed' ? before : null }
  })
}

/** Rules that are published and not in the draft any more. */
export const dropped = (published: readonly IntakeRule[], draft: readonly IntakeRule[]): IntakeRule[] =>
  published.filter(({ id }) => !draft.some((rule) => rule.id === id))

/** The draft with a rule put where it was, or at the end. */
export const withRule = (draft: readonly IntakeRule[], rule: IntakeRule): IntakeRule[] =>
  draft.some(({ id }) => id === rule.id) ? draft.map((each) => (each.id === rule.id ? rule : each)) : [...draft, rule]
