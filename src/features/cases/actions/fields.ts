import { Temporal } from 'temporal-polyfill'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { Field, FieldValue, FieldValues } from '../../casetypes/contract/fields.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { fieldsToEnter, isFilled, problemsOfValues, valueWords } from '../../casetypes/rules/fields.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import type { Case } from '../contract.ts'
import { type Named, namesOf } from '../store/names.ts'
import * as read from '../store/read.ts'

export interface FieldsAfter {
  custom: Record<string, unknown>
  changes: FieldChange[]
}

/** The case whose form it is; one that is being opened has no files yet. */
export interface CaseOfForm {
  id: string | null
  accountId: string | null
}

export interface FieldChange {
  key: string
  label: string
  /** Absent where only leads may read the values. */
  from?: unknown
  to?: unknown
  /** What it was set to, as people read it. */
  words?: string
}

/** Values beside the form may have been for leads under another type, so only leads read them. */
const seesBesides = ({ actor: { rights } }: Context): boolean => rights.has('*') || rights.has('cases.override')

/** Only who may override a gate reads and sets what is for leads. */
const mayUse = (ctx: Context, field: Field): boolean => field.seenBy === 'staff' || seesBesides(ctx)

/**
 * Which fields of a type the actor may read on a case, by their keys. What a program keeps under other keys is read by those
 * alone who read everything.
 */
export async function readableFields(
  ctx: Context,
  type: { id: string; version: number },
): Promise<(key: string) => boolean> {
  if (seesBesides(ctx)) return () => true
  const { fields } = await definitionOf(ctx, type.id, type.version)
  const open = new Set(fields.filter((field) => mayUse(ctx, field)).map(({ key }) => key))
  return (key) => open.has(key)
}

/** Of the values of a case, those that the actor may read. */
export async function readableValues<V>(
  ctx: Context,
  type: { id: string; version: number },
  values: Readonly<Record<string, V>>,
): Promise<Record<string, V>> {
  const mayRead = await readableFields(ctx, type)
  return Object.fromEntries(Object.entries(values).filter(([key]) => mayRead(key)))
}

/**
 * The values of a case after some are set, and what that changes. Refuses what does not fit its field, names nobody,
 * or is not theirs to set. Keys that the type does not know are what programs keep on the case: they are taken as given, in
 * measure, and the timeline tells that they were set, not to what.
 */
export async function setFields(
  ctx: Context,
  { fields }: CaseTypeDefinition,
  before: unknown,
  set: FieldValues,
  of: CaseOfForm,
): Promise<FieldsAfter> {
  const values = of.id === null ? withoutFiles(fields, before) : (before as Record<string, unknown>)
  const touched = fields.filter(({ key }) => set[key] !== undefined)
  const closed = touched.find((field) => !mayUse(ctx, field))
  if (closed) throw new Refusal('not_allowed', { because: `only leads set ${closed.label}` })
  const problems = problemsOfValues(touched, set, await todayFor(ctx, touched))
  const fits = touched.filter(({ key }) => set[key] !== null && !problems.some((problem) => problem.key === key))
  const found = await foundIn(ctx, fits, set)
  const names = new Map([...found].map(([key, { name }]) => [key, name]))
  for (const field of fits.filter(({ kind }) => named.includes(kind))) {
    const message = notTheirs(field, found.get(field.key), of, values[field.key] === set[field.key])
    if (message) problems.push({ key: field.key, message })
  }
  if (problems.length > 0)
    throw new Refusal('malformed', {
      fields: problems.map(({ key, message }) => ({ path: `custom.${key}`, message })),
    })
  const changes = touched
    .filter(({ key }) => JSON.stringify(values[key] ?? null) !== JSON.stringify(set[key]))
    .map((field): FieldChange => {
      const { key, label, seenBy } = field
      const [from, to] = [values[key] ?? null, set[key]]
      const words = names.get(key) ?? valueWords(field, to)
      return { key, label, ...(seenBy === 'staff' && { from, to, words }) }
    })
  const custom = Object.fromEntries(Object.entries({ ...values, ...set }).filter(([, value]) => value !== null))
  const besides = Object.keys(set)
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => ({ key, label: key }))
  requireMeasure(ctx, besides, custom)
  return { custom, changes: [...changes, ...besides] }
}

/** What a case carries over from another one: its files stay with that. */
const withoutFiles = (fields: readonly Field[], before: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(before as Record<string, unknown>).filter(
      ([key]) => !fields.some((field) => field.kind === 'file' && field.key === key),
    ),
  )

const maxKeys = 200
const maxBytes = 64_000

/** Only programs and leads keep values beside the form, and none more than a case can carry along. */
function requireMeasure(ctx: Context, besides: readonly FieldChange[], custom: Record<string, unknown>): void {
  if (besides.length > 0 && ctx.actor.kind === 'person' && !seesBesides(ctx))
    throw new Refusal('malformed', {
      fields: besides.map(({ key }) => ({ path: `custom.${key}`, message: 'is nothing that this type asks for' })),
    })
  if (Object.keys(custom).length > maxKeys || JSON.stringify(custom).length > maxBytes)
    throw new Refusal('malformed', {
      fields: [{ path: 'custom', message: `a case carries at most ${maxKeys} values of ${maxBytes / 1000} kB in all` }],
    })
}

const named: readonly string[] = ['person', 'account', 'product', 'file']

/** What these values name, by field; nothing is asked where there are none. */
async function foundIn(ctx: Context, fields: readonly Field[], values: Record<string, unknown>) {
  const naming = fields.filter(({ key, kind }) => named.includes(kind) && values[key])
  if (naming.length === 0) return new Map<string, Named>()
  const found = await namesOf(
    ctx.db,
    naming.map(({ key }) => String(values[key])),
  )
  return new Map(
    naming.flatMap(({ key, kind }) => {
      const one = found.find((each) => each.kind === kind && each.id === values[key])
      return one === undefined ? [] : [[key, one]]
    }),
  )
}

/** Why a value cannot name what it names; what it named before stays, also when it is no longer offered. */
function notTheirs({ kind }: Field, found: Named | undefined, of: CaseOfForm, kept: boolean): string | null {
  if (kind === 'person') return found ? null : 'names nobody who works here'
  if (kind === 'account') return found ? null : 'names no account'
  if (kind === 'file') return found && found.caseId === of.id ? null : 'names no file of this case'
  if (!found || (found.accountId !== null && found.accountId !== of.accountId))
    return 'names no product, and no asset of the account'
  return found.offered || kept ? null : `${found.name} is not offered or in use any more`
}

/** The day that dates are held against, on the calendar of the organisation; not asked where none is. */
async function todayFor(ctx: Context, fields: readonly Field[]): Promise<string> {
  const zone = fields.some(({ never }) => never) ? await read.organisationZone(ctx.db) : undefined
  return Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime())
    .toZonedDateTimeISO(zone ?? 'UTC')
    .toPlainDate()
    .toString()
}

/** A case that is given another type has what that requires of the stage where it stands; all that is missing is named. */
export function requireForStage({ custom }: FieldsAfter, definition: CaseTypeDefinition, stage: string): void {
  const missing = fieldsToEnter(definition, stage, custom).filter((field) => !isFilled(field, custom[field.key]))
  if (missing.length === 0) return
  const message = `is needed by ${definition.name} in ${stageOf(definition, stage)?.label ?? stage}`
  throw new Refusal('malformed', {
    fields: missing.map((field) => ({ path: `custom.${field.key}`, message: `${field.label} ${message}` })),
  })
}

/** What let a case into the stage where it stands cannot be taken away again. */
export function requireKept({ changes, custom }: FieldsAfter, definition: CaseTypeDefinition, here: string): void {
  const emptied = fieldsToEnter(definition, here, custom).filter(
    (field) => changes.some((change) => change.key === field.key) && !isFilled(field, custom[field.key]),
  )
  if (emptied.length === 0) return
  const since = (field: Field) => stageOf(definition, field.requiredFrom!)?.label ?? field.requiredFrom
  throw new Refusal('malformed', {
    fields: emptied.map((field) => ({ path: `custom.${field.key}`, message: `is required since ${since(field)}` })),
  })
}

export async function recordFields(ctx: Context, caseId: string, changes: readonly FieldChange[]): Promise<void> {
  if (changes.length > 0) await ctx.record({ name: 'case.fields_set', caseId, content: { fields: changes } })
}

/** The values of a case as this reader may see them: under their keys, and as the form of its type asks for them. */
export async function shownFields(
  ctx: Context,
  { fields }: CaseTypeDefinition,
  stored: unknown,
  caseId: string,
): Promise<Pick<Case, 'custom' | 'fields'>> {
  const shown = fields.filter((field) => mayUse(ctx, field))
  const asked = new Set(shown.map(({ key }) => key))
  const custom = Object.fromEntries(
    Object.entries(stored as Record<string, unknown>).filter(([key]) => asked.has(key) || seesBesides(ctx)),
  )
  const found = await foundIn(ctx, shown, custom)
  // a file of another case is told by no name here: who sees this one need not see that one
  const nameOf = (one: Named | undefined) => (one && (one.kind !== 'file' || one.caseId === caseId) ? one.name : null)
  return {
    custom,
    fields: shown.map((field) => ({
      ...field,
      value: (custom[field.key] ?? null) as FieldValue,
      name: nameOf(found.get(field.key)),
    })),
  }
}
