import type { Context } from '../../platform/context.ts'
import { standInsNow } from '../absence/actions/deputy.ts'
import { caseNumberText } from '../cases/rules/numbers.ts'
import { type Absence, absenceOf } from '../people/rules.ts'
import type { Governance, ViolationKind } from './contract.ts'
import { escalatesWhenBefore, storedKind, violationKinds, violationsOf } from './rules.ts'
import { lastClockCheck } from './store/clock-check.ts'
import { lateSteps } from './store/late-steps.ts'
import * as store from './store.ts'

interface Violation {
  kind: ViolationKind
  caseId: string
  number: string
  since: Date
  visible: boolean
}

/** The standing proof, computed now: all violations are counted, the cases named are those that the reader may see. */
export async function governance(ctx: Context): Promise<Governance> {
  ctx.require('cases.read')
  const found = await violations(ctx)
  return proofOf(ctx, found, (kind) => found.filter((each) => each.kind === kind).length)
}

/** The same where only the oldest `most` of each kind are named: of the others only the number is looked for. */
export async function governanceInBrief(ctx: Context, most: number): Promise<Governance> {
  ctx.require('cases.read')
  const absences = await absencesNow(ctx)
  const broken = await store.countBroken(ctx.db, absences.absent, ctx.now, most)
  const ids = [...new Set(broken.flatMap((each) => each.ids))]
  const found = judge(ctx, await store.casesToJudge(ctx.db, ctx.actor, ids), absences)
  return proofOf(ctx, found, (kind) => broken.find((each) => each.kind === kind)?.count ?? 0, most)
}

async function proofOf(
  ctx: Context,
  found: readonly Violation[],
  count: (kind: ViolationKind) => number,
  most?: number,
): Promise<Governance> {
  const visible = found.filter((each) => each.visible)
  const known = await store.knownSince(ctx.db, [...new Set(visible.map(({ caseId }) => caseId))])
  const of = (kind: ViolationKind) => ({
    count: count(kind),
    cases: visible
      .filter((each) => each.kind === kind)
      .slice(0, most)
      .map(({ caseId, number, since }) => ({
        id: caseId,
        number,
        since: (known.get(`${caseId} ${storedKind[kind]}`) ?? since).toISOString(),
      })),
  })
  const [ownerless, stageless, noNextStep, absentOwner, silent] = violationKinds.map(of) as [Of, Of, Of, Of, Of]
  const violations = { ownerless, stageless, noNextStep, absentOwner, silent }
  const late = await lateSteps(ctx.db, ctx.now)
  return {
    checkedAt: ctx.now.toISOString(),
    violations,
    lateSteps: { count: late.count, oldestDueAt: late.oldestDueAt?.toISOString() ?? null },
    clocks: await lastReplay(ctx),
  }
}

async function lastReplay(ctx: Context): Promise<Governance['clocks']> {
  const last = await lastClockCheck(ctx.db, ctx.actor)
  if (!last) return null
  const since = last.checkedAt.toISOString()
  const cases = last.differing.map(({ id, number }) => ({ id, number: caseNumberText(number), since }))
  return { checkedAt: since, replayed: last.replayed, differing: { count: last.count, cases } }
}
type Of = Governance['violations']['silent']

/** Escalations of one check; what is left waits a minute. */
const escalationsAtOnce = 200

/** The check that runs every minute: remembers what is broken since when, and tells the duty holder once. */
export async function checkGovernance(ctx: Context): Promise<void> {
  if (!(await store.claimCheck(ctx.db))) return
  const found = await violations(ctx)
  await store.storeViolations(ctx.db, found, ctx.now)
  const before = await store.lastCheck(ctx.db)
  const counts = Object.fromEntries(
    violationKinds.map((kind) => [kind, found.filter((each) => each.kind === kind).length]),
  ) as Record<ViolationKind, number>
  await store.storeCheck(ctx.db, ctx.newId(), ctx.now, counts)
  const same = before && violationKinds.every((kind) => counts[kind] === before[storedKind[kind] as 'silent'])
  if (!same) ctx.changed({ kind: 'governance', id: 'governance' })
  await escalate(ctx)
}

async function escalate(ctx: Context): Promise<void> {
  for (const each of await store.takeForEscalation(ctx.db, escalatesWhenBefore(ctx.now), ctx.now, escalationsAtOnce)) {
    await ctx.record({
      name: 'governance.escalated',
      caseId: each.caseId,
      content: {
        violation: each.kind,
        since: each.since.toISOString(),
        to: { id: each.dutyHolderId, name: each.dutyHolder },
      },
    })
  }
}

async function violations(ctx: Context): Promise<Violation[]> {
  const absences = await absencesNow(ctx)
  return judge(ctx, await store.suspects(ctx.db, ctx.actor, absences.absent, ctx.now), absences)
}

interface Absences {
  of: ReadonlyMap<string, Absence>
  absent: store.Absent
}

async function absencesNow(ctx: Context): Promise<Absences> {
  const people = await store.availabilities(ctx.db)
  const of = new Map(people.map((person) => [person.id, absenceOf(person, ctx.now)]))
  const all = [...of].filter(([, { absent }]) => absent).map(([id]) => id)
  const standIns = all.length > 0 ? await standInsNow(ctx) : new Map<string, string>()
  return { of, absent: { all, watched: all.filter((id) => of.get(standIns.get(id) ?? '')?.absent === false) } }
}

const judge = (ctx: Context, rows: readonly store.SuspectRow[], { of, absent }: Absences): Violation[] =>
  rows.flatMap((row) => {
    const owner = row.ownerId === null ? null : of.get(row.ownerId)!
    const watched = row.ownerId !== null && absent.watched.includes(row.ownerId)
    return violationsOf({ ...row, owner, watched }, ctx.now).map((found) => ({
      ...found,
      caseId: row.id,
      number: `C-${row.number}`,
      visible: row.visible,
    }))
  })
