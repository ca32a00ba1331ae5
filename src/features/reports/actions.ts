import type { Context } from '../../platform/context.ts'
import type { Status } from '../../platform/shapes.ts'
import { nextDue } from '../cases/actions/rows-of.ts'
import { governanceInBrief } from '../governance/actions.ts'
import { absenceOf, isAssignable } from '../people/rules.ts'
import type { Home } from './contract.ts'
import { ages, backlogBefore, type Day, dayBeside, dayOf, type Flow, missedDays } from './rules.ts'
import * as store from './store.ts'

const daysShown = 14
const nextShown = 8
/** Of each kind; the standing proof itself names all. */
const namedViolations = 50
const weekMilliseconds = 7 * 86_400_000

/** The first screen: how many open cases there are right now, and everything beside that number. */
export async function home(ctx: Context): Promise<Home> {
  ctx.require('reports.read')
  const { db, now } = ctx
  const zone = await store.timeZone(db)
  const today = dayOf(now, zone)
  const [{ byOwner, byKind }, flow, kept, days, people, types, next, proof] = await Promise.all([
    store.openParts(db, now),
    store.flow(db, today.from, today.to),
    store.kept(db, ctx.actor, new Date(now.getTime() - weekMilliseconds), today.from),
    store.backlogSince(db, dayBeside(today, 1 - daysShown, zone).day),
    store.people(db),
    store.typeNames(db),
    nextDue(ctx, nextShown),
    governanceInBrief(ctx, namedViolations),
  ])
  const yesterday = dayBeside(today, -1, zone).day
  const backlog = days
    .filter(({ day }) => day < today.day)
    .map((day) => ({ day: String(day.day), in: day.opened + day.reopened, out: day.resolved, open: day.open }))
  const all = (count: keyof store.OwnerPart) => sumOf(byOwner, (part) => Number(part[count]))
  const open = all('count')
  const ofKind = (is: (part: store.KindPart) => boolean) => sumOf(byKind.filter(is), (part) => part.count)
  const typeName = new Map(types.map((type) => [type.id, type.name]))
  const personName = new Map(people.map((person) => [person.id, person.name]))
  return {
    at: now.toISOString(),
    timeZone: zone,
    open,
    openYesterdayEvening: backlog.find(({ day }) => day === yesterday)?.open ?? null,
    restrictedOpen: all('restricted') - kept.restrictedSeen,
    late: {
      count: all('late'),
      byClock: all('lateByClock'),
      oldestDueAt: iso(earliest(byOwner.map((part) => part.oldestDueAt))),
    },
    atRisk: { count: all('atRisk'), nextDueAt: iso(earliest(byOwner.map((part) => part.nextAtRiskDueAt))) },
    onTrack: { count: all('onTrack'), nextDueAt: iso(earliest(byOwner.map((part) => part.nextOnTrackDueAt))) },
    waiting: { count: all('waiting'), forCustomer: all('forCustomer') },
    breached: all('breached'),
    escalated: all('escalated'),
    unowned: byOwner.find((part) => part.ownerId === null)?.count ?? 0,
    queued: all('queued'),
    today: { ...flow, resolvedAtFirstContact: kept.resolvedAtFirstContact },
    kept7Days: { met: kept.met, finished: kept.finished },
    byPriority: (['critical', 'high', 'medium', 'low'] as const).map((key) => ({
      key,
      count: ofKind((part) => part.priority === key),
    })),
    byStatus: (['new', 'open', 'pending', 'on_hold'] as const satisfies Status[]).map((key) => ({
      key,
      count: ofKind((part) => part.status === key),
    })),
    byType: bars(
      [...new Set(byKind.map((part) => part.typeId))].map((key) => ({
        key,
        label: typeName.get(key)!,
        count: ofKind((part) => part.typeId === key),
      })),
    ),
    byOwner: bars(
      byOwner.map(({ ownerId, count }) =>
        ownerId === null
          ? { key: 'none', label: 'Nobody yet', count }
          : { key: ownerId, label: personName.get(ownerId)!, count },
      ),
    ),
    byAge: ages.map((key) => ({ key, count: sumOf(byKind, (part) => part.byAge[key]) })),
    backlog: [...backlog, { day: today.day, in: flow.opened + flow.reopened, out: flow.resolved, open }],
    load: loads(people, byOwner, now),
    nextDue: next,
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

const bars = (counted: { key: string; label: string; count: number }[]) =>
  counted.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))

const sumOf = <T>(parts: readonly T[], count: (part: T) => number) => parts.reduce((sum, part) => sum + count(part), 0)

const earliest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null)

type PersonRow = Awaited<ReturnType<typeof store.people>>[number]

function loads(people: readonly PersonRow[], parts: readonly store.OwnerPart[], now: Date): Home['load'] {
  return people
    .filter((person) => isAssignable(person.role as 'agent') && person.deactivatedAt === null)
    .map((person) => {
      const part = parts.find(({ ownerId }) => ownerId === person.id)
      const status = person.status as 'online'
      return {
        person: { id: person.id, name: person.name },
        load: part?.load ?? 0,
        capacity: person.capacity,
        atRisk: part?.atRisk ?? 0,
        late: part?.late ?? 0,
        away: status !== 'online' || absenceOf({ ...person, status }, now).absent,
        awayUntil: iso(person.awayUntil),
      }
    })
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null
