import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { rowsOf } from '../cases/actions/rows-of.ts'
import { type PersonNow, peopleNow } from '../people/actions/people-now.ts'
import { absenceSaid } from '../people/rules/availability.ts'
import { isAssignable } from '../people/rules.ts'
import type { CarriedCase, Carrier, Move, MovePlan, WaitingQueue, Workload } from './contract.ts'
import { type CarriedFacts, type CarrierFacts, type Plan, planMoves, roomSaid } from './rules/plan.ts'
import { rebalance } from './rules/rebalance.ts'
import * as store from './store.ts'

/** Cards of one column; the count beside it says how many there are. */
const cardsShown = 30
const mostMoved = 500
/** What a rebalance looks through, the most pressing first. */
const mostCarried = 2000

/** A team is looked after by its lead, and by whoever looks after all of them. */
async function teamToLookAfter(ctx: Context, id: string) {
  ctx.require('cases.assign')
  const team = await store.findTeam(ctx.db, id)
  const { rights } = ctx.actor
  const may = rights.has('*') || rights.has('teams.lead') || (team && team.leadId === ctx.actor.id)
  if (!may)
    throw new Refusal('not_allowed', { right: 'teams.lead', because: 'only its lead and managers look after a team' })
  if (!team) throw new Refusal('not_found', { what: 'team', id })
  return team
}

/** Queues and people of a team at this moment. */
export async function workloadOf(ctx: Context, teamId: string): Promise<Workload> {
  const team = await teamToLookAfter(ctx, teamId)
  const people = await peopleNow(ctx, { all: false, teamId })
  const queues = await store.queuesOf(ctx.db, teamId)
  const who = people.map(({ id }) => id)
  const which = queues.map(({ id }) => id)
  const columns = await store.columnsOf(ctx.db, ctx.actor, who, which, ctx.now)
  const pressing = await store.mostPressing(ctx.db, ctx.actor, who, which, cardsShown)
  const rows = new Map(
    (
      await rowsOf(
        ctx,
        pressing.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  const cardsOf = (mine: (row: store.CarriedRow) => boolean): CarriedCase[] =>
    pressing.filter(mine).flatMap(({ id, weight }) => {
      const row = rows.get(id)
      return row ? [{ case: row, weight }] : []
    })
  return {
    team: { id: team.id, name: team.name },
    lead: { id: team.leadId, name: team.lead },
    at: ctx.now.toISOString(),
    queues: queues.map((queue): WaitingQueue => {
      const column = columns.find(({ queueId }) => queueId === queue.id)
      const calledAt = column?.calledAt?.toISOString() ?? null
      return { queue, calledAt, ...counts(column), cases: cardsOf((row) => row.queueId === queue.id) }
    }),
    people: people.map((person): Carrier => {
      const { id, name, teamIds: _, skills: __, ...standing } = carrierOf(person)
      return {
        person: { id, name },
        statusSince: person.statusSince,
        ...standing,
        ...counts(columns.find(({ ownerId }) => ownerId === id)),
        cases: cardsOf((row) => row.ownerId === id),
      }
    }),
  }
}

const counts = (column: store.Column | undefined) => ({
  open: column?.open ?? 0,
  waiting: column?.waiting ?? 0,
  atRisk: column?.atRisk ?? 0,
  late: column?.late ?? 0,
  oldestAt: column?.oldestAt.toISOString() ?? null,
})

/** What moves would mean. Cases that the reader may not see are none. */
export async function previewMoves(
  ctx: Context,
  asked: { moves: Move[] } | { allOf: string; toId: string | null },
): Promise<MovePlan> {
  ctx.require('cases.assign')
  const subjects =
    'moves' in asked
      ? await store.carriedById(
          ctx.db,
          ctx.actor,
          asked.moves.map(({ caseId }) => caseId),
        )
      : await store.carriedBy(ctx.db, ctx.actor, [asked.allOf], mostMoved)
  const moves = 'moves' in asked ? asked.moves : subjects.map(({ id }) => ({ caseId: id, toId: asked.toId }))
  const concerned = new Set([...subjects.map(({ ownerId }) => ownerId), ...moves.map(({ toId }) => toId)])
  const ids = [...concerned].filter((id) => id !== null)
  const people = (await peopleNow(ctx, { all: true, ids })).map(carrierOf)
  const cases = subjects.map(factsOf)
  const plan = planMoves(cases, people, moves)
  return { ...(await shown(ctx, plan, people)), because: await routedSaid(ctx, cases, plan) }
}

/** Whether the people of the teams have room for what routing is to give out. */
async function routedSaid(ctx: Context, cases: readonly CarriedFacts[], { moves }: Plan): Promise<string[]> {
  const routed = new Set(moves.flatMap(({ caseId, toId, refused }) => (toId === null && !refused ? [caseId] : [])))
  const moved = cases.filter(({ id }) => routed.has(id))
  const teams = new Map(moved.map(({ teamId, team }) => [teamId, team]))
  const people = new Map<string, CarrierFacts>()
  for (const teamId of teams.keys())
    for (const person of await peopleNow(ctx, { all: false, teamId })) people.set(person.id, carrierOf(person))
  const said = moved.length > 0 ? roomSaid(moved, [...people.values()], [...teams.values()]) : null
  return said ? [said] : []
}

export async function proposeRebalance(ctx: Context, teamId: string): Promise<MovePlan> {
  await teamToLookAfter(ctx, teamId)
  const people = (await peopleNow(ctx, { all: false, teamId })).map(carrierOf)
  const subjects = await store.carriedBy(
    ctx.db,
    ctx.actor,
    people.map(({ id }) => id),
    mostCarried,
  )
  const cases = subjects.map(factsOf)
  const { moves, because } = rebalance(cases, people)
  const reasons = new Map(moves.map((move) => [move.caseId, move.because]))
  const plan = await shown(ctx, planMoves(cases, people, moves), people)
  return {
    ...plan,
    moves: plan.moves.map((move) => ({ ...move, notes: [reasons.get(move.case.id)!, ...move.notes] })),
    because,
  }
}

/** A plan in the words and names of the screen. */
async function shown(ctx: Context, plan: Plan, people: readonly CarrierFacts[]): Promise<Omit<MovePlan, 'because'>> {
  const named = new Map(people.map(({ id, name }) => [id, { id, name }]))
  const rows = new Map(
    (
      await rowsOf(
        ctx,
        plan.moves.map(({ caseId }) => caseId),
      )
    ).map((row) => [row.id, row]),
  )
  return {
    moves: plan.moves.flatMap(({ caseId, toId, ...move }) => {
      const row = rows.get(caseId)
      return row ? [{ case: row, to: (toId && named.get(toId)) || null, ...move }] : []
    }),
    people: plan.people.map(({ id, ...change }) => ({ person: named.get(id)!, ...change })),
  }
}

const carrierOf = ({ role, absence, teams, ...person }: PersonNow): CarrierFacts => ({
  id: person.id,
  name: person.name,
  takesCases: isAssignable(role),
  absent: absence && absenceWords(absence),
  gone: absence !== null && absence.because !== 'outside_hours',
  status: person.status,
  load: person.load,
  capacity: person.capacity,
  teamIds: teams.map(({ id }) => id),
  skills: person.skills,
})

function absenceWords({ because, until }: NonNullable<PersonNow['absence']>): string {
  if (because === 'outside_hours') return 'outside their working hours'
  return absenceSaid({ because }, until === null ? null : new Date(until))
}

const factsOf = (row: store.CarriedRow): CarriedFacts => ({
  ...row,
  skills: row.skills as CarriedFacts['skills'],
  priority: row.priority as CarriedFacts['priority'],
})
