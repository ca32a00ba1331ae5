import type { Context } from '../../platform/context.ts'
import type { Status } from '../../platform/shapes.ts'
import { governance } from '../governance/actions.ts'
import { absenceOf, isAssignable } from '../people/rules.ts'
import type { Home } from './contract.ts'
import { ages, backlogBefore, type Day, dayBeside, dayOf, type Flow, missedDays } from './rules.ts'
import * as store from './store.ts'

const daysShown = 14
const nextShown = 8
const weekMilliseconds = 7 * 86_400_000

/** The first screen: how many open cases there are right now, and everything beside that number. */
export async function home(ctx: Context): Promise<Home> {
  ctx.require('reports.read')
  const { db, now } = ctx
  const zone = await store.timeZone(db)
  const today = dayOf(now, zone)
  const [totals, parts, flow, kept, days, people, types, next, proof] = await Promise.all([
    store.totals(db, now),
    store.parts(db, now),
    store.flow(db, today.from, today.to),
    store.kept(db, new Date(now.getTime() - weekMilliseconds), today.from),
    store.backlogSince(db, dayBeside(today, 1 - daysShown, zone).day),
    store.people(db),
    store.typeNames(db),
    store.nextToBreach(db, ctx.actor, now, nextShown),
    governance(ctx),
  ])
  const yesterday = dayBeside(today, -1, zone).day
  const backlog = days
    .filter(({ day }) => day < today.day)
    .map((day) => ({ day: String(day.day), in: day.opened + day.reopened, out: day.resolved, open: day.open }))
  const typeName = new Map(types.map((type) => [type.id, type.name]))
  const personName = new Map(people.map((person) => [person.id, person.name]))
  return {
    at: now.toISOString(),
    timeZone: zone,
    open: totals.open,
    openYesterdayEvening: backlog.find(({ day }) => day === yesterday)?.open ?? null,
    restrictedOpen: totals.restricted,
    overdue: { count: totals.overdue, oldestDueAt: iso(totals.oldestDueAt) },
    atRisk: { count: totals.atRisk, nextDueAt: iso(totals.nextAtRiskDueAt) },
    onTrack: { count: totals.onTrack, nextDueAt: iso(totals.nextOnTrackDueAt) },
    waiting: { count: totals.waiting, forCustomer: totals.forCustomer },
    breached: totals.breached,
    unowned: totals.unowned,
    queued: totals.queued,
    today: { ...flow, resolvedAtFirstContact: kept.resolvedAtFirstContact },
    kept7Days: { met: kept.met, finished: kept.finished },
    byPriority: (['critical', 'high', 'medium', 'low'] as const).map((key) => ({
      key,
      count: parts.find((part) => part.priority === key)?.count ?? 0,
    })),
    byStatus: (['new', 'open', 'pending', 'on_hold'] as const satisfies Status[]).map((key) => ({
      key,
      count: parts.find((part) => part.status === key)?.count ?? 0,
    })),
    byType: bars(parts, 'type', (part) => [part.typeId!, typeName.get(part.typeId!)!]),
    byOwner: bars(parts, 'owner', (part) =>
      part.ownerId === null ? ['none', 'Nobody yet'] : [part.ownerId, personName.get(part.ownerId)!],
    ),
    byAge: ages.map((key) => ({ key, count: parts.find((part) => part.age === key)?.count ?? 0 })),
    backlog: [...backlog, { day: today.day, in: flow.opened + flow.reopened, out: flow.resolved, open: totals.open }],
    load: loads(people, parts, now),
    nextToBreach: next.map((row) => ({
      ...row,
      number: `C-${row.number}`,
      dueAt: row.dueAt!.toISOString(),
      atRiskAt: iso(row.atRiskAt),
    })),
    governance: proof,
  }
}

/** After a longer absence than this the oldest days stay without a snapshot: nobody was there. */
const daysAtOnce = 400

/** Stores the backlog of every whole day that has none yet; what is stored is never written again. */
export async function snapshotBacklog(ctx: Context): Promise<void> {
  if (!(await store.claimSnapshot(ctx.db))) return
  const zone = await store.timeZone(ctx.db)
  const today = dayOf(ctx.now, zone)
  const missed = missedDays(await store.lastBacklogDay(ctx.db), today, zone, daysAtOnce)
  const since: Flow[] = [await flowOf(ctx, today)]
  const open = await store.countOpen(ctx.db)
  const rows: (Flow & { day: string; open: number })[] = []
  // From now back to the oldest missed day: each evening's count is the next one less what came in, plus what went out.
  for (const day of missed.toReversed()) {
    const flow = await flowOf(ctx, day)
    rows.unshift({ day: day.day, ...flow, open: backlogBefore(open, since) })
    since.push(flow)
  }
  await store.storeBacklog(ctx.db, rows, ctx.now)
}

const flowOf = (ctx: Context, day: Day): Promise<Flow> => store.flow(ctx.db, day.from, day.to)

function bars(parts: readonly store.Part[], by: store.Part['by'], name: (part: store.Part) => [string, string]) {
  return parts
    .filter((part) => part.by === by)
    .map((part) => {
      const [key, label] = name(part)
      return { key, label, count: part.count }
    })
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}

type PersonRow = Awaited<ReturnType<typeof store.people>>[number]

function loads(people: readonly PersonRow[], parts: readonly store.Part[], now: Date): Home['load'] {
  return people
    .filter((person) => isAssignable(person.role as 'agent') && person.deactivatedAt === null)
    .map((person) => {
      const part = parts.find(({ by, ownerId }) => by === 'owner' && ownerId === person.id)
      const status = person.status as 'online'
      return {
        person: { id: person.id, name: person.name },
        load: part?.load ?? 0,
        capacity: person.capacity,
        atRisk: part?.atRisk ?? 0,
        overdue: part?.overdue ?? 0,
        away: status !== 'online' || absenceOf({ ...person, status }, now).absent,
        awayUntil: iso(person.awayUntil),
      }
    })
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null
