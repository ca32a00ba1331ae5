import type { Context, RecordedEvent } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import type { Named } from '../../../platform/shapes.ts'
import { isTransient } from '../../../platform/transient.ts'
import { briefsOf, keepBrief } from '../../briefs/actions.ts'
import { assignCase, returnToQueue } from '../../cases/actions/assign-case.ts'
import { raiseLevel } from '../../cases/actions/escalation-level.ts'
import { whyNotGiven, whyNotHere } from '../../cases/actions/hand-over.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { isOpen } from '../../cases/rules/lifecycle.ts'
import type { EscalationRule } from '../contract/by-rule.ts'
import { escalationBy, isTouched, movedBy } from '../rules/by-rule.ts'
import * as byRule from '../store/by-rule.ts'
import * as store from '../store.ts'

/** Something happened that rules look at: they are asked once whoever caused it is done with the case. */
export async function askRules(ctx: Context, { id, name, caseId, content }: RecordedEvent): Promise<void> {
  const moved = movedBy(name, content)
  if (!caseId || !moved) return
  // Whatever opens a case has asked already whether there are rules.
  const touched = moved === 'all' || (await byRule.rulesOn(ctx.db)).some((rule) => isTouched(rule, moved))
  if (touched) await ctx.enqueue('ask-escalation-rules', { caseId, causeId: id, moved })
}

interface Asked {
  caseId: string
  causeId?: string
  moved: Parameters<typeof isTouched>[1]
}

/** Escalates the case by the rule that goes furthest, where one holds that this can have made hold. */
export async function escalateByRule(ctx: Context, { caseId, causeId, moved }: Asked): Promise<boolean> {
  const rules = (await byRule.rulesOn(ctx.db)).filter((rule) => isTouched(rule, moved))
  return rules.length > 0 && decide(ctx, caseId, rules, causeId)
}

async function decide(
  ctx: Context,
  caseId: string,
  rules: readonly EscalationRule[],
  causeId: string | undefined,
): Promise<boolean> {
  const { record } = await loadToChange(ctx, caseId)
  if (!isOpen(record.status as 'open') || record.merged_into_id) return false
  const decision = escalationBy(rules, (await byRule.ruleFactsOf(ctx.db, [caseId])).get(caseId)!)
  if (!decision) return false
  const { rule, because } = decision
  const reason = `${rule.name}: ${because || 'all that it asks for holds'}`.slice(0, 500)
  const target = await whomFor(ctx, { id: caseId, teamId: record.team_id }, rule)
  const takes = rule.how === 'hand_over' && target.takes && target.person?.id !== record.owner_id
  const brief = (await briefsOf(ctx, [caseId])).get(caseId) ?? record.subject
  await keepBrief(ctx, caseId, { text: `${reason}\n\n${brief}`, by: null })
  await store.insertEscalation(ctx.db, {
    id: ctx.newId(),
    case_id: caseId,
    level: rule.level,
    cause: 'rule',
    reason,
    at: ctx.now,
    to_person_id: target.team ? null : target.told.id,
    to_team_id: target.team?.id ?? null,
    handed_over: takes,
    rule_id: rule.id,
    rule_version: rule.version,
  })
  await ctx.record({
    name: 'case.escalated',
    caseId,
    ...(causeId && { causeId }),
    content: {
      level: rule.level,
      from: record.escalation_level,
      cause: 'rule',
      rule: rule.name,
      ruleId: rule.id,
      ruleVersion: rule.version,
      reason,
      whom: target.team?.name ?? target.told.name,
      instead: target.instead,
      how: takes ? 'hand_over' : 'told',
      to: [target.told],
    },
  })
  await raiseLevel(ctx, caseId, rule.level)
  if (!takes) return true
  const why = `escalated to level ${rule.level} by the rule “${rule.name}”`
  if (target.team) await returnToQueue(ctx, caseId, { queueId: target.team.queueId, reason: why })
  else await assignCase(ctx, caseId, { ownerId: target.told.id, reason: why })
  return true
}

interface Target {
  told: Named
  person: Named | null
  team: (Named & { queueId: string | undefined }) | null
  /** Whether a case can go to them. */
  takes: boolean
  /** Why somebody else than the rule names hears of it. */
  instead: string | null
}

/**
 * Whom a rule names; where that is somebody who is away or may not see the case, the lead of its team. No rule lets
 * anybody into a restricted case.
 */
async function whomFor(
  ctx: Context,
  subject: { id: string; teamId: string },
  { to }: Pick<EscalationRule, 'to'>,
): Promise<Target> {
  const own = (await store.teamFacts(ctx.db, subject.teamId))!
  const lead = { id: own.leadId, name: own.lead }
  const byLead = async (instead: string | null): Promise<Target> => {
    const takes = (await whyNotGiven(ctx, lead.id)) === null && instead === null
    return { told: lead, person: lead, team: null, takes, instead }
  }
  if (to.who === 'lead') return byLead(null)
  const person = to.who === 'person' ? await store.personNamed(ctx.db, to.id) : undefined
  const team = to.who === 'team' ? await store.teamFacts(ctx.db, to.id) : undefined
  const told = person ?? (team && { id: team.leadId, name: team.lead })
  if (!told) return byLead('whom the rule names is not there any more')
  const sees = await whoMaySee(ctx.db, [told.id], [subject.id])
  if (!sees(told.id, subject.id)) return byLead(`${told.name} may not see this case`)
  const away = person && (await whyNotHere(ctx, person.id))
  if (away) return byLead(`${told.name}: ${away}`)
  if (person) return { told, person, team: null, takes: (await whyNotGiven(ctx, told.id)) === null, instead: null }
  const queueId = team!.queueId ?? undefined
  const restricted = team!.id !== subject.teamId && (await store.isRestricted(ctx.db, subject.id))
  return {
    told,
    person: null,
    team: { id: team!.id, name: team!.name, queueId },
    takes: queueId !== undefined && !restricted,
    instead: null,
  }
}

const batch = 100

/**
 * Escalates the open cases that meet a rule as it was saved, some at a time; those that are escalated already stay as they
 * are, and one that fails holds back no other.
 */
export async function applyRule({ runtime, transaction, payload, lastAttempt }: JobFrame): Promise<void> {
  const { ruleId, version, after } = payload as { ruleId: string; version: number; after: string | null }
  const rule = await byRule.findRule(runtime.db, ruleId)
  if (!rule || rule.disabled || rule.version !== version) return
  const found = await byRule.candidates(runtime.db, { ...byRule.narrowed(rule), after, limit: batch }, 'everybody')
  for (const facts of found.filter((each) => escalationBy([rule], each)))
    await transaction((ctx) => decide(ctx, facts.id, [rule], undefined)).catch((err: unknown) => {
      if (isTransient(err) && !lastAttempt) throw err
      runtime.log.error({ err, ruleId, caseId: facts.id }, 'a case could not be escalated by a rule; it stays as it is')
    })
  if (found.length < batch) return
  await transaction((ctx) => ctx.enqueue('apply-escalation-rule', { ruleId, version, after: found.at(-1)!.id }))
}
