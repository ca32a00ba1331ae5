import { lowestFirst } from '../../cases/rules/priorities.ts'
import type { IntakeCondition, IntakeRule, RuleDoubt } from '../contract/rules.ts'

/** What there is for rules to name: for what has a list, its values; a field of a form by its key, with its choices or null. */
export interface KnownValues {
  lists: Partial<Record<IntakeCondition['field'], ReadonlySet<string>>>
  /** Skills without a word can be spoken of by nobody. */
  wordless: ReadonlySet<string>
  fields: ReadonlyMap<string, ReadonlySet<string> | null>
}

/**
 * Why a rule will never take a case, or names what is gone, at most one reason of each kind for a rule; for rules that are
 * tried. What it says is certain, it does not find everything: words and fields that people type are left alone.
 */
export function doubtsOf(rules: readonly IntakeRule[], known: KnownValues): RuleDoubt[] {
  return rules.flatMap((rule, at): RuleDoubt[] => {
    if (rule.disabled) return []
    const none = { ruleId: rule.id, condition: null, place: null, values: [], against: null }
    const gone = rule.conditions.map((condition) => goneOf(condition, known))
    const empty = gone.findIndex((values, place) => {
      const { is, values: all } = rule.conditions[place]!
      return is === 'one_of' && values.length === all.length
    })
    if (empty !== -1) return [{ ...none, kind: 'never', condition: empty, values: gone[empty]! }]
    const pair = contradiction(rule.conditions)
    if (pair) return [{ ...none, kind: 'never', condition: pair[0], against: pair[1] }]
    const lost = gone.findIndex((values) => values.length > 0)
    const before = rules.findIndex(
      (earlier, place) => place < at && !earlier.disabled && takesAllOf(earlier.conditions, rule.conditions),
    )
    return [
      ...(before !== -1 ? [{ ...none, kind: 'hidden' as const, place: before + 1 }] : []),
      ...(lost !== -1 ? [{ ...none, kind: 'lost' as const, condition: lost, values: gone[lost]! }] : []),
    ]
  })
}

/** Values of a condition that no list has. */
function goneOf({ field, key, values }: IntakeCondition, known: KnownValues): string[] {
  if (field === 'custom') {
    const choices = known.fields.get(key ?? '')
    if (choices === undefined) return [...values]
    return choices === null ? [] : values.filter((value) => !choices.has(plain(value)))
  }
  if (field === 'skill') return values.filter((id) => !known.lists.skill?.has(id) || known.wordless.has(id))
  const list = known.lists[field]
  return list ? values.filter((value) => !list.has(plain(value))) : []
}

/** A case has several of these at once; of all else one, or none. */
const several: readonly IntakeCondition['field'][] = ['tag', 'words', 'skill', 'open', 'custom']

/** Two conditions of which never both hold. */
function contradiction(conditions: readonly IntakeCondition[]): [number, number] | null {
  for (const [at, a] of conditions.entries())
    for (const [more, b] of conditions.slice(at + 1).entries())
      if (isSameThing(a, b) && (excludes(a, b) || excludes(b, a))) return [at, at + 1 + more]
  return null
}

function excludes(a: IntakeCondition, b: IntakeCondition): boolean {
  if (a.is === 'one_of' && b.is === 'none_of') return isWithin(a.values, b.values)
  if (a.is === 'one_of' && b.is === 'one_of') return !several.includes(a.field) && !overlap(a.values, b.values)
  if (a.is === 'at_least' && b.is === 'less_than') return sizeOf(a, a.values[0]!) >= sizeOf(a, b.values[0]!)
  if (a.is === 'one_of' && (b.is === 'at_least' || b.is === 'less_than') && hasSize(a))
    return a.values.every((value) => !fits(b, sizeOf(a, value)))
  return false
}

/** Whether every case for which `narrow` holds is one for which `wide` does. */
const takesAllOf = (wide: readonly IntakeCondition[], narrow: readonly IntakeCondition[]): boolean =>
  wide.every((condition) => narrow.some((each) => isSameThing(each, condition) && implies(each, condition)))

function implies(a: IntakeCondition, b: IntakeCondition): boolean {
  if (b.is === 'one_of') return a.is === 'one_of' && isWithin(a.values, b.values)
  if (b.is === 'none_of') {
    if (a.is === 'none_of') return isWithin(b.values, a.values)
    if (a.is === 'one_of') return !several.includes(a.field) && !overlap(a.values, b.values)
    return hasSize(b) && b.values.every((value) => !fits(a, sizeOf(b, value)))
  }
  if (a.is === 'one_of') return hasSize(a) && a.values.every((value) => fits(b, sizeOf(a, value)))
  if (a.is !== b.is) return false
  const [ours, theirs] = [sizeOf(a, a.values[0]!), sizeOf(b, b.values[0]!)]
  return b.is === 'at_least' ? ours >= theirs : ours <= theirs
}

const isSameThing = (a: IntakeCondition, b: IntakeCondition): boolean => a.field === b.field && a.key === b.key
const plain = (value: string): string => value.trim().toLowerCase()
const isWithin = (some: readonly string[], all: readonly string[]): boolean => {
  const wide = new Set(all.map(plain))
  return some.every((value) => wide.has(plain(value)))
}
const overlap = (a: readonly string[], b: readonly string[]): boolean => {
  const other = new Set(b.map(plain))
  return a.some((value) => other.has(plain(value)))
}

const sizeOf = ({ field }: Pick<IntakeCondition, 'field'>, value: string): number =>
  field === 'priority' ? lowestFirst.indexOf(value as 'low') : Number(value)
/** A field of a form may hold words, which have no size. */
const hasSize = ({ field, values }: IntakeCondition): boolean =>
  field === 'priority' || (field === 'custom' && values.every((value) => Number.isFinite(Number(value))))
const fits = ({ is, field, values }: IntakeCondition, size: number): boolean => {
  const limit = sizeOf({ field }, values[0]!)
  return is === 'at_least' ? size >= limit : size < limit
}
