import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { IntakeRule, RuleList } from '../contract/rules.ts'
import * as store from '../store/rules.ts'
import { deleteDraft, findDraft } from '../store/rules-draft.ts'

export async function listRules(ctx: Context): Promise<RuleList> {
  ctx.require('settings.read')
  return current(ctx)
}

/** Saves the list as a new version; what comes in from now on follows it. */
export async function saveRules(
  ctx: Context,
  { version, rules, draft }: { version: number; rules: IntakeRule[]; draft?: number | undefined },
): Promise<RuleList> {
  ctx.require('settings.edit')
  const before = await current(ctx)
  if (before.version !== version) throw new Refusal('changed_meanwhile', { current: before })
  await requireKnown(ctx, rules)
  if (draft !== undefined && !(await deleteDraft(ctx.db, draft)))
    throw new Refusal('changed_meanwhile', { current: before })
  if (draft !== undefined) ctx.changed({ kind: 'settings', id: 'intake_rules' })
  if (isDeepStrictEqual(rules, before.rules)) return before
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (!(await store.insertRules(ctx.db, { version: version + 1, rules, by, at: ctx.now })))
    throw new Refusal('changed_meanwhile', { current: await current(ctx) })
  const names = (list: readonly IntakeRule[]) => list.map(({ name }) => name)
  await ctx.record({
    name: 'intake_rules.changed',
    content: { version: version + 1, from: names(before.rules), to: names(rules) },
  })
  ctx.changed({ kind: 'settings', id: 'intake_rules' })
  return current(ctx)
}

/** Rules lead to queues and ask for skills that there are. */
export async function requireKnown(ctx: Context, rules: readonly IntakeRule[]): Promise<void> {
  const [queue] = await store.unknownAmong(
    ctx.db,
    'queue',
    rules.map(({ queueId }) => queueId),
  )
  if (queue) throw new Refusal('not_found', { what: 'queue', id: queue })
  const skills = rules.flatMap((rule) => skillsIn(rule))
  const [skill] = await store.unknownAmong(ctx.db, 'skill', skills)
  if (skill) throw new Refusal('not_found', { what: 'skill', id: skill })
}

/** Those that a rule asks whoever gets the case for, and those whose words it looks for. */
const skillsIn = ({ skills, conditions }: IntakeRule): string[] => [
  ...skills.map(({ id }) => id),
  ...conditions.flatMap(({ field, values }) => (field === 'skill' ? values : [])),
]

/** The rules, as they are now or as they are being drawn, that ask for a skill. */
export async function rulesAskingFor(ctx: Context, skillId: string): Promise<string[]> {
  const published = (await store.currentRules(ctx.db)).rules
  const drawn = (await findDraft(ctx.db))?.rules ?? []
  const names = [...published, ...drawn].filter((rule) => skillsIn(rule).includes(skillId)).map(({ name }) => name)
  return [...new Set(names)]
}

async function current(ctx: Context): Promise<RuleList> {
  const { personId, personName, savedAt, ...list } = await store.currentRules(ctx.db)
  return {
    ...list,
    savedAt: savedAt.toISOString(),
    savedBy: personId && personName ? { id: personId, name: personName } : null,
  }
}
