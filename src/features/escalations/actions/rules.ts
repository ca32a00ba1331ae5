import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import {
  type byRuleContract,
  RuleDefinition as Definition,
  type EscalationRule,
  type LevelNames,
  type RuleDefinition,
  type RulePreview,
} from '../contract/by-rule.ts'
import { asksForSomething, escalationBy } from '../rules/by-rule.ts'
import { usualLevels } from '../rules.ts'
import * as byRule from '../store/by-rule.ts'
import * as store from '../store.ts'

export async function listRules(ctx: Context): Promise<EscalationRule[]> {
  ctx.require('settings.read')
  return byRule.allRules(ctx.db)
}

export async function createRule(
  ctx: Context,
  { name, applyNow, ...definition }: InputOf<typeof byRuleContract.createRule>['body'],
): Promise<EscalationRule> {
  ctx.require('settings.edit')
  await requireWhole(ctx, definition)
  const id = ctx.newId()
  await byRule.insertRule(ctx.db, { id, name, definition }, ctx.now)
  await ctx.record({ name: 'escalation_rule.created', content: { ruleId: id, rule: name, version: 1, definition } })
  return saved(ctx, id, applyNow)
}

/** A new version of a rule, and what it was before beside it; whom it escalated already is not looked at again. */
export async function changeRule(
  ctx: Context,
  id: string,
  { version, name, disabled, applyNow, ...change }: InputOf<typeof byRuleContract.changeRule>['body'],
): Promise<EscalationRule> {
  ctx.require('settings.edit')
  const before = await theRule(ctx, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const was = definitionOf(before)
  const definition: RuleDefinition = { ...was, ...given }
  await requireWhole(ctx, definition)
  const off = disabled ?? before.disabled
  const written = { id, name: name ?? before.name, definition, disabledAt: off ? ctx.now : null }
  if (!(await byRule.updateRule(ctx.db, version, written))) throw new Refusal('changed_meanwhile', { current: before })
  await ctx.record({
    name: 'escalation_rule.changed',
    content: {
      ruleId: id,
      rule: written.name,
      version: version + 1,
      from: { name: before.name, disabled: before.disabled, definition: was },
      to: { name: written.name, disabled: off, definition },
    },
  })
  return saved(ctx, id, applyNow)
}

export async function removeRule(ctx: Context, id: string, version: number): Promise<void> {
  ctx.require('settings.edit')
  const before = await theRule(ctx, id)
  if (!(await byRule.deleteRule(ctx.db, id, version))) throw new Refusal('changed_meanwhile', { current: before })
  const content = { ruleId: id, rule: before.name, version: before.version, definition: definitionOf(before) }
  await ctx.record({ name: 'escalation_rule.removed', content })
  ctx.changed({ kind: 'settings', id })
}

/** So many open cases are looked at; where there are more, the answer says so. */
const looked = 5000
const sampled = 12

export async function previewRule(ctx: Context, definition: RuleDefinition): Promise<RulePreview> {
  ctx.require('settings.read')
  const found = await byRule.candidates(
    ctx.db,
    { ...byRule.narrowed(definition), after: null, limit: looked },
    ctx.actor,
  )
  const why = new Map(
    found.flatMap((facts) => {
      const decision = escalationBy([definition], facts)
      return decision ? [[facts.id, decision.because] as const] : []
    }),
  )
  const names = await byRule.namesOfCases(ctx.db, ctx.actor, [...why.keys()], sampled)
  return {
    cases: why.size,
    more: found.length === looked,
    sample: names.map(({ id, number, subject, ownerId, owner }) => ({
      id,
      number: caseNumberText(number),
      subject,
      owner: ownerId && owner !== null ? { id: ownerId, name: owner } : null,
      why: why.get(id)!,
    })),
  }
}

export async function levelsNow(ctx: Context): Promise<LevelNames> {
  ctx.require('cases.read')
  const known = await byRule.levelNames(ctx.db)
  return usualLevels.map((usual, at) => known.get(at + 1) ?? usual) as LevelNames
}

export async function nameLevels(ctx: Context, { was, names }: { was: LevelNames; names: LevelNames }) {
  ctx.require('settings.edit')
  await byRule.holdLevels(ctx.db)
  const current = await levelsNow(ctx)
  if (current.join('\n') !== was.join('\n')) throw new Refusal('changed_meanwhile', { current: { names: current } })
  await byRule.saveLevelNames(ctx.db, names)
  await ctx.record({ name: 'escalation_levels.named', content: { from: current, to: names } })
  ctx.changed({ kind: 'settings', id: 'escalation-levels' })
  return { names }
}

async function saved(ctx: Context, id: string, applyNow: boolean): Promise<EscalationRule> {
  ctx.changed({ kind: 'settings', id })
  const rule = await theRule(ctx, id)
  if (applyNow && !rule.disabled)
    await ctx.enqueue('apply-escalation-rule', { ruleId: id, version: rule.version, after: null })
  return rule
}

async function theRule(ctx: Context, id: string): Promise<EscalationRule> {
  const rule = await byRule.findRule(ctx.db, id)
  if (!rule) throw new Refusal('not_found', { what: 'escalation rule', id })
  return rule
}

async function requireWhole(ctx: Context, { to, ...asked }: RuleDefinition): Promise<void> {
  if (!asksForSomething(asked))
    throw new Refusal('malformed', { fields: [{ path: 'body.conditions', message: 'say when a case goes up' }] })
  if (to.who === 'person' && !(await store.personNamed(ctx.db, to.id)))
    throw new Refusal('not_found', { what: 'person', id: to.id })
  if (to.who === 'team' && !(await store.teamFacts(ctx.db, to.id)))
    throw new Refusal('not_found', { what: 'team', id: to.id })
}

const definitionOf = ({
  id: _id,
  version: _version,
  name: _name,
  disabled: _disabled,
  ...rest
}: EscalationRule): RuleDefinition => Definition.parse(rest)
