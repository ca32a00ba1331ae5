import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { requireSayOver } from '../../people/actions/availability.ts'
import { isAssignable } from '../../people/rules.ts'
import type { absenceContract, Leave, LeaveWish } from '../contract.ts'
import { stateOfRow } from '../rules/state.ts'
import { mayKnowWhy, whyNotDeputy, whyNotSpan } from '../rules.ts'
import * as store from '../store/leaves.ts'
import { chooseWork } from './choose-work.ts'
import { followLeave } from './follow-leaves.ts'
import { tell, theLeave } from './tell-leave.ts'

type Asked<E extends keyof typeof absenceContract> = InputOf<(typeof absenceContract)[E]>

export async function listLeaves(ctx: Context, { from, until, personId }: Asked<'listLeaves'>['query']) {
  ctx.require('people.read')
  const span = { from: new Date(from), until: new Date(until), personId }
  return (await store.leavesWithin(ctx.db, ctx.actor, span)).map((row) => shown(ctx, row))
}

export async function showLeave(ctx: Context, id: string): Promise<Leave> {
  ctx.require('people.read')
  return shown(ctx, await theLeave(ctx, id))
}

/** Plans a leave. One whose beginning has come begins at once; the others at their instant. */
export async function planLeave(ctx: Context, wish: z.output<typeof LeaveWish>): Promise<Leave> {
  await requireSay(ctx, wish.personId)
  const person = await store.lockPerson(ctx.db, wish.personId)
  if (!person || person.deactivatedAt) throw new Refusal('not_found', { what: 'person', id: wish.personId })
  const span = { from: later(new Date(wish.from), ctx.now), until: new Date(wish.until) }
  await requireFits(ctx, person.id, span, null)
  await requireDeputy(ctx, person.id, wish.deputyId, span)
  const id = ctx.newId()
  await store.insertLeave(ctx.db, {
    id,
    person_id: person.id,
    kind: wish.kind,
    note: wish.note,
    starts_at: span.from,
    ends_at: span.until,
    rule: wish.rule,
    deputy_id: wish.deputyId,
    created_at: ctx.now,
    created_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
  })
  await chooseWork(ctx, await theLeave(ctx, id), wish.work)
  await tell(ctx, 'leave.planned', await theLeave(ctx, id))
  await wake(ctx, id, span)
  return shown(ctx, await theLeave(ctx, id))
}

/** Changes a leave that is not over; once it has begun, its reason, its deputy and its end. */
export async function changeLeave(ctx: Context, id: string, change: Asked<'changeLeave'>['body']): Promise<Leave> {
  const before = await toChange(ctx, id)
  const state = stateOfRow(before)
  if (state === 'ended' || state === 'cancelled') throw new Refusal('leave_is_over')
  const { version, from, until, kind, note, rule, deputyId } = change
  if (state === 'away' && (from !== undefined || rule !== undefined)) throw new Refusal('leave_has_begun')
  const span = {
    from: from === undefined ? before.starts_at : later(new Date(from), ctx.now),
    until: until === undefined ? before.ends_at : new Date(until),
  }
  if (from !== undefined || until !== undefined) await requireFits(ctx, before.person_id, span, id)
  // Other dates may be those on which the deputy is away.
  const standsIn = deputyId === undefined ? before.deputy_id : deputyId
  if (deputyId || from !== undefined || until !== undefined) await requireDeputy(ctx, before.person_id, standsIn, span)
  const saved = await store.updateLeave(ctx.db, id, version, {
    starts_at: span.from,
    ends_at: span.until,
    ...(kind !== undefined && { kind }),
    ...(note !== undefined && { note }),
    ...(rule !== undefined && { rule }),
    ...(deputyId !== undefined && { deputy_id: deputyId }),
  })
  if (!saved) throw new Refusal('changed_meanwhile', { current: shown(ctx, before) })
  await tell(ctx, 'leave.changed', await theLeave(ctx, id))
  await wake(ctx, id, span)
  if (state === 'away') await followLeave(ctx, id)
  return shown(ctx, await theLeave(ctx, id))
}

export async function cancelLeave(ctx: Context, id: string): Promise<Leave> {
  const before = await toChange(ctx, id)
  const state = stateOfRow(before)
  if (state === 'away') throw new Refusal('leave_has_begun')
  if (state !== 'planned') throw new Refusal('leave_is_over')
  await store.updateLeave(ctx.db, id, before.version, { cancelled_at: ctx.now })
  await tell(ctx, 'leave.cancelled', await theLeave(ctx, id))
  return shown(ctx, await theLeave(ctx, id))
}

/** Begins a planned leave earlier than it was to. */
export async function beginLeave(ctx: Context, id: string): Promise<Leave> {
  const before = await toChange(ctx, id)
  const state = stateOfRow(before)
  if (state === 'away') throw new Refusal('leave_has_begun')
  if (state !== 'planned') throw new Refusal('leave_is_over')
  await requireFits(ctx, before.person_id, { from: ctx.now, until: before.ends_at }, id)
  await store.updateLeave(ctx.db, id, before.version, { starts_at: ctx.now })
  await wake(ctx, id, { from: ctx.now, until: before.ends_at })
  return shown(ctx, await theLeave(ctx, id))
}

/** Ends a leave under way: the person is back before its instant. */
export async function endLeave(ctx: Context, id: string): Promise<Leave> {
  const before = await toChange(ctx, id)
  const state = stateOfRow(before)
  if (state === 'planned') throw new Refusal('leave_has_not_begun')
  if (state !== 'away') throw new Refusal('leave_is_over')
  await store.updateLeave(ctx.db, id, before.version, { ends_at: ctx.now })
  await followLeave(ctx, id)
  return shown(ctx, await theLeave(ctx, id))
}

/** What is due by now happens in this transaction; what is to come at its instant, whoever works then. */
async function wake(ctx: Context, id: string, { from, until }: { from: Date; until: Date }): Promise<void> {
  for (const [at, what] of [
    [from, 'begins'],
    [until, 'ends'],
  ] as const)
    if (at > ctx.now) await ctx.enqueue('follow-leave', { id }, { runAt: at, key: `leave ${id} ${what}` })
  if (from <= ctx.now) await followLeave(ctx, id)
}

async function requireFits(
  ctx: Context,
  personId: string,
  { from, until }: { from: Date; until: Date },
  besideId: string | null,
): Promise<void> {
  const wrong = whyNotSpan(from, until, ctx.now)
  if (wrong) throw new Refusal('malformed', { fields: [{ ...wrong, path: `body.${wrong.path}` }] })
  const other = await store.overlapping(ctx.db, personId, from, until, besideId)
  if (other) throw new Refusal('leaves_overlap', { from: other.from.toISOString(), until: other.until.toISOString() })
}

async function requireDeputy(
  ctx: Context,
  personId: string,
  deputyId: string | null,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  if (deputyId === null) return
  const deputy = await store.findColleague(ctx.db, deputyId)
  if (!deputy) throw new Refusal('not_found', { what: 'person', id: deputyId })
  const away = (await store.overlapping(ctx.db, deputyId, from, until, null)) ?? null
  const because = whyNotDeputy({
    name: deputy.name,
    assignable: isAssignable(deputy.role as 'agent'),
    deactivated: deputy.deactivatedAt !== null,
    isThemself: deputyId === personId,
    away,
  })
  if (because) throw new Refusal('cannot_be_deputy', { person: deputy.name, because })
}

export async function requireSay(ctx: Context, personId: string): Promise<void> {
  ctx.require('people.read')
  await requireSayOver(ctx, personId)
}

export async function toChange(ctx: Context, id: string): Promise<store.LeaveRow> {
  ctx.require('people.read')
  const found = await theLeave(ctx, id)
  await requireSay(ctx, found.person_id)
  await store.lockPerson(ctx.db, found.person_id)
  await store.lockLeave(ctx.db, id)
  return theLeave(ctx, id)
}

function shown(ctx: Context, row: store.LeaveRow): Leave {
  const leadIds = row.leads && ctx.actor.id ? [ctx.actor.id] : []
  const knows = mayKnowWhy(ctx.actor, { id: row.person_id, leadIds })
  return {
    id: row.id,
    person: { id: row.person_id, name: row.personName },
    from: row.starts_at.toISOString(),
    until: row.ends_at.toISOString(),
    kind: knows ? (row.kind as Leave['kind']) : null,
    note: knows ? row.note : null,
    rule: row.rule as Leave['rule'],
    deputy: row.deputy_id && row.deputyName ? { id: row.deputy_id, name: row.deputyName } : null,
    state: stateOfRow(row),
    endedAt: row.ended_at?.toISOString() ?? null,
    handedOverAt: row.handed_over_at?.toISOString() ?? null,
    givenBackAt: row.given_back_at?.toISOString() ?? null,
    mayChange: knows,
    version: row.version,
  }
}

const later = (a: Date, b: Date) => (a > b ? a : b)
