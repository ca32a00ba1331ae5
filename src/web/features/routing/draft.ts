import type { IntakeRule } from '../../../features/routing/contract/rules.ts'

/** Rules as somebody draws them, until they are published. */
export interface Draft {
  /** What it was made from: somebody may publish another one meanwhile. */
  version: number
  rules: IntakeRule[]
}

export const isSame = (a: readonly IntakeRule[], b: readonly IntakeRule[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const keyOf = (personId: string) => `caseward-draft intake-rules ${personId}`

/** Keeps somebody's draft in this browser, or forgets it. */
export function keepDraft(personId: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(personId), JSON.stringify(draft))
    else localStorage.removeItem(keyOf(personId))
  } catch {
    // a full or forbidden store: the room itself still holds what was drawn
  }
}

export function keptDraft(personId: string): Draft | null {
  try {
    return readDraft(localStorage.getItem(keyOf(personId)))
  } catch {
    return null
  }
}

/** A kept draft; null where what was kept is none. */
export function readDraft(text: string | null): Draft | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Draft | null
    const isOne = Number.isInteger(kept?.version) && Array.isArray(kept?.rules)
    return isOne && kept!.rules.every(({ id, conditions, skills }) => id && conditions && skills) ? kept : null
  } catch {
    return null
  }
}

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
    const state = !before ? 'new' : JSON.stringify(before) === JSON.stringify(rule) ? 'same' : 'changed'
    return { rule, state, before: state === 'changed' ? before : null }
  })
}

/** Rules that are published and not in the draft any more. */
export const dropped = (published: readonly IntakeRule[], draft: readonly IntakeRule[]): IntakeRule[] =>
  published.filter(({ id }) => !draft.some((rule) => rule.id === id))

/** The draft with a rule put where it was, or at the end. */
export const withRule = (draft: readonly IntakeRule[], rule: IntakeRule): IntakeRule[] =>
  draft.some(({ id }) => id === rule.id) ? draft.map((each) => (each.id === rule.id ? rule : each)) : [...draft, rule]
