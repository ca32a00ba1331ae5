import type { Context, RecordedEvent } from '../../platform/context.ts'
import type { InputOf } from '../../platform/endpoint.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Named } from '../../platform/shapes.ts'
import { briefsOf, keepBrief } from '../briefs/actions.ts'
import { hoursOfTeam } from '../calendars/actions.ts'
import { assignCase, mayRestrict, returnToQueue } from '../cases/actions/assign-case.ts'
import { lowerLevel, raiseLevel, restHandLevel } from '../cases/actions/escalation-level.ts'
import { whyNotGiven, whyNotHere } from '../cases/actions/hand-over.ts'
import { letSee } from '../cases/actions/let-see.ts'
import { loadToRead, loadToWork } from '../cases/actions/load.ts'
import { rowsOf } from '../cases/actions/rows-of.ts'
import { whoMaySee } from '../cases/actions/who-may-see.ts'
import { isOpen } from '../cases/rules/lifecycle.ts'
import { dueAfter } from '../tasks/actions/order.ts'
import { addTask } from '../tasks/actions.ts'
import type { EscalatedCase, Escalation, escalationsContract } from './contract.ts'
import { clockReason, whyNotEscalated } from './rules.ts'
import * as store from './store.ts'

const workingDayHours = 8

type Asked<E extends keyof typeof escalationsContract> = InputOf<(typeof escalationsContract)[E]>

/** By hand: to a person or a team, handed over or with help asked for, with a brief that stays within the house. */
export async function escalateCase(
  ctx: Context,
  ref: string,
  asked: Asked<'escalateCase'>['body'],
): Promise<Escalation[]> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  if (!isOpen(record.status as 'open'))
    throw new Refusal('transition_not_allowed', { because: 'a resolved case is not escalated', missing: [] })
  if (asked.version !== undefined && asked.version !== record.version)
    throw new Refusal('changed_meanwhile', { currentVersion: record.version, caseId: record.id })
  const wrong = whyNotEscalated(asked, {
    level: record.escalation_level,
    ownerId: record.owner_id,
    now: ctx.now,
  })
  if (wrong) throw new Refusal('malformed', { fields: [{ ...wrong, path: `body.${wrong.path}` }] })
  const person = asked.toPersonId ? await store.personNamed(ctx.db, asked.toPersonId) : undefined
  const team = asked.toTeamId ? await store.teamFacts(ctx.db, asked.toTeamId) : undefined
  if (asked.toPersonId && !person) throw new Refusal('not_found', { what: 'person', id: asked.toPersonId })
  if (asked.toTeamId && !team) throw new Refusal('not_found', { what: 'team', id: asked.toTeamId })

  const told: Named[] = person ? [person] : team ? [{ id: team.leadId, name: team.lead }] : []
  if (asked.how === 'help') await requireHelp(ctx, record.id, told[0]!, { byName: person !== undefined })
  else if (person) {
    const because = person.id === record.owner_id ? 'has it already' : await whyNotGiven(ctx, person.id)
    if (because) throw new Refusal('not_escalated', { person: person.name, because: `${person.name}: ${because}` })
  }

  const helpDueAt =
    asked.how === 'help' ? (asked.helpDueAt ?? (await aWorkingDayOn(ctx, team?.id ?? record.team_id))) : null
  const self = ctx.actor.kind === 'person' && ctx.actor.id ? { id: ctx.actor.id, name: ctx.actor.name } : null
  const brief = asked.brief ?? (await briefsOf(ctx, [record.id])).get(record.id) ?? record.subject
  await keepBrief(ctx, record.id, { text: `${asked.reason}\n\n${brief}`, by: self })
  await store.insertEscalation(ctx.db, {
    id: ctx.newId(),
    case_id: record.id,
    level: asked.level,
    cause: 'hand',
    reason: asked.reason,
    at: ctx.now,
    by_id: self?.id ?? null,
    to_person_id: person?.id ?? null,
    to_team_id: team?.id ?? null,
    handed_over: asked.how === 'hand_over',
    help_due_at: helpDueAt === null ? null : new Date(helpDueAt),
  })
  await ctx.record({
    name: 'case.escalated',
    caseId: record.id,
    content: {
      level: asked.level,
      from: record.escalation_level,
      cause: 'hand',
      reason: asked.reason,
      whom: person?.name ?? team?.name ?? null,
      how: asked.how,
      to: told.filter(({ id }) => id !== self?.id),
      dueAt: helpDueAt,
    },
  })
  await raiseLevel(ctx, record.id, asked.level)
  const reason = `escalated to level ${asked.level}`
  if (asked.how === 'help')
    await addTask(
      ctx,
      { id: record.id, teamId: record.team_id, ownerId: record.owner_id },
      {
        title: `Help: ${asked.reason}`.slice(0, 300),
        ownerId: person?.id ?? null,
        teamId: team?.id ?? null,
        dueAt: helpDueAt,
        mandatory: false,
        stage: record.stage,
      },
    )
  else if (person) await assignCase(ctx, record.id, { ownerId: person.id, reason })
  else await returnToQueue(ctx, record.id, { queueId: team!.queueId ?? undefined, reason })
  return escalationsOf(ctx, record.id)
}

/** Help that nobody dated is needed within a working day of the team that gives it; nobody is at work on a Sunday. */
async function aWorkingDayOn(ctx: Context, teamId: string): Promise<string> {
  return dueAfter(workingDayHours, ctx.now, await hoursOfTeam(ctx.db, teamId)).toISOString()
}

/** Help comes from somebody who is here and sees the case; only those who may restrict cases let others into one. */
async function requireHelp(ctx: Context, caseId: string, who: Named, { byName }: { byName: boolean }): Promise<void> {
  const away = byName ? ((await whyNotHere(ctx, who.id)) ?? (await whyNotGiven(ctx, who.id))) : null
  if (away) throw new Refusal('not_escalated', { person: who.name, because: `${who.name}: ${away}` })
  const sees = await whoMaySee(ctx.db, [who.id], [caseId])
  if (sees(who.id, caseId)) return
  if (!mayRestrict(ctx.actor)) throw new Refusal('not_allowed', { because: `${who.name} may not see this case` })
  await letSee(ctx, caseId, [who], 'asked for help')
}

/** Takes a case back, with a reason; a clock that goes beyond the level it had raises it again. */
export async function deescalateCase(ctx: Context, ref: string, reason: string): Promise<Escalation[]> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  if (record.escalation_level === 0) throw new Refusal('nothing_to_undo', { because: 'it is not escalated' })
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.endEscalations(ctx.db, record.id, { at: ctx.now, by, because: reason })
  await lowerLevel(ctx, record.id)
  await ctx.record({ name: 'case.deescalated', caseId: record.id, content: { from: record.escalation_level, reason } })
  return escalationsOf(ctx, record.id)
}

export async function acknowledge(ctx: Context, id: string): Promise<Escalation> {
  ctx.require('cases.work')
  const found = await store.findEscalation(ctx.db, id)
  if (!found) throw new Refusal('not_found', { what: 'escalation', id })
  const { record } = await loadToWork(ctx, found.case_id)
  if (ctx.actor.kind !== 'person' || !ctx.actor.id)
    throw new Refusal('not_allowed', { because: 'only people look after an escalation' })
  if (found.ended_at) throw new Refusal('nothing_to_undo', { because: 'this escalation is over' })
  if (found.acknowledged_by === ctx.actor.id) return shown(found)
  await store.updateEscalation(ctx.db, id, { acknowledged_at: ctx.now, acknowledged_by: ctx.actor.id })
  await ctx.record({ name: 'case.escalation_taken', caseId: record.id, content: { level: found.level } })
  return shown((await store.findEscalation(ctx.db, id))!)
}

export async function listEscalations(ctx: Context, ref: string): Promise<Escalation[]> {
  ctx.require('cases.read')
  return escalationsOf(ctx, (await loadToRead(ctx, ref)).id)
}

export async function listEscalated(ctx: Context): Promise<EscalatedCase[]> {
  ctx.require('cases.read')
  const found = await store.escalatedCases(ctx.db, ctx.actor)
  const rows = await rowsOf(
    ctx,
    found.map((row) => row.case_id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap((row) => {
    const subject = byId.get(row.case_id)
    return subject ? [{ case: subject, level: row.level, escalation: shown(row) }] : []
  })
}

/** A step of a clock escalates through the same row, so that the list says what people and clocks did alike. */
export async function noteClockEscalation(ctx: Context, event: RecordedEvent): Promise<void> {
  const { level, clockId } = event.content as { level?: number; clockId?: string }
  if (!event.caseId || !level || level < 1) return
  await store.insertEscalation(ctx.db, {
    id: ctx.newId(),
    case_id: event.caseId,
    level: Math.min(level, 9),
    cause: 'clock',
    reason: clockReason(event.content),
    at: event.at,
    clock_id: clockId ?? null,
  })
}

const endings: Record<string, string> = {
  'case.resolved': 'it was resolved',
  'case.closed': 'it was closed',
  'case.withdrawn': 'it was withdrawn',
}

/** What is over is escalated no longer. */
export async function endWhenOver(ctx: Context, event: RecordedEvent): Promise<void> {
  if (!event.caseId) return
  const because = endings[event.name] ?? 'it is over'
  const ended = await store.endEscalations(ctx.db, event.caseId, { at: ctx.now, by: null, because })
  if (ended > 0) await lowerLevel(ctx, event.caseId)
}

/** What people escalated goes along into another case, which stands as high from then on. Answers with the ids. */
export async function moveEscalations(ctx: Context, fromCaseId: string, toCaseId: string): Promise<string[]> {
  const ids = await store.moveEscalations(ctx.db, fromCaseId, toCaseId)
  if (ids.length > 0) await levelsFollow(ctx, [fromCaseId, toCaseId])
  return ids
}

/** Moves these back, as far as they are still there; what somebody ended since stays ended. */
export async function returnEscalations(
  ctx: Context,
  ids: readonly string[],
  fromCaseId: string,
  toCaseId: string,
): Promise<void> {
  if (ids.length === 0) return
  await store.moveEscalations(ctx.db, fromCaseId, toCaseId, ids)
  await levelsFollow(ctx, [fromCaseId, toCaseId])
}

async function levelsFollow(ctx: Context, caseIds: readonly string[]): Promise<void> {
  for (const id of caseIds) await restHandLevel(ctx, id, await store.handLevelOf(ctx.db, id))
}

const escalationsOf = async (ctx: Context, caseId: string) => (await store.escalationsOf(ctx.db, caseId)).map(shown)

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

const shown = (row: store.EscalationRow): Escalation => ({
  id: row.id,
  level: row.level,
  cause: row.cause as Escalation['cause'],
  reason: row.reason,
  at: row.at.toISOString(),
  by: named(row.by_id, row.byName),
  rule: named(row.rule_id, row.ruleName),
  toPerson: named(row.to_person_id, row.takerName),
  toTeam: named(row.to_team_id, row.teamName),
  handedOver: row.handed_over,
  helpDueAt: row.help_due_at?.toISOString() ?? null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  acknowledgedBy: named(row.acknowledged_by, row.watcherName),
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: named(row.ended_by, row.enderName),
  endedBecause: row.ended_because,
})
