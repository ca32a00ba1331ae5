import type { Context } from '../../platform/context.ts'
import { absenceOf } from '../people/rules.ts'
import type { Governance } from './contract.ts'
import { escalatesWhenBefore, type ViolationKind, violationKinds, violationsOf } from './rules.ts'
import * as store from './store.ts'

interface Violation {
  kind: ViolationKind
  caseId: string
  number: string
  since: Date
  visible: boolean
}

/**
 * The standing proof, computed now: all violations are counted, the cases named are those the reader may see, of each
 * kind the oldest up to `most`.
 */
export async function governance(ctx: Context, most = Number.POSITIVE_INFINITY): Promise<Governance> {
  ctx.require('cases.read')
  const [found, known] = await Promise.all([violations(ctx), store.knownSince(ctx.db)])
  const of = (kind: ViolationKind) => {
    const all = found.filter((each) => each.kind === kind)
    const cases = all
      .filter((each) => each.visible)
      .slice(0, most)
      .map(({ caseId, number, since }) => ({
        id: caseId,
        number,
        since: (known.get(`${caseId} ${store.storedKind[kind]}`) ?? since).toISOString(),
      }))
    return { count: all.length, cases }
  }
  const [ownerless, stageless, noNextStep, absentOwner, silent] = violationKinds.map(of) as [Of, Of, Of, Of, Of]
  return { checkedAt: ctx.now.toISOString(), violations: { ownerless, stageless, noNextStep, absentOwner, silent } }
}
type Of = Governance['violations']['silent']

/** Escalations of one check; what is left waits a minute. */
const escalationsAtOnce = 200

/** The check that runs every minute: remembers what is broken since when, and tells the duty holder once. */
export async function checkGovernance(ctx: Context): Promise<void> {
  if (!(await store.claimCheck(ctx.db))) return
  const found = await violations(ctx)
  await store.storeViolations(ctx.db, found)
  const before = await store.lastCheck(ctx.db)
  const counts = Object.fromEntries(
    violationKinds.map((kind) => [kind, found.filter((each) => each.kind === kind).length]),
  ) as Record<ViolationKind, number>
  await store.storeCheck(ctx.db, ctx.newId(), ctx.now, counts)
  const same = before && violationKinds.every((kind) => counts[kind] === before[store.storedKind[kind] as 'silent'])
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
  const people = await store.availabilities(ctx.db)
  const absences = new Map(people.map((person) => [person.id, absenceOf(person, ctx.now)]))
  const absent = [...absences].filter(([, absence]) => absence.absent).map(([id]) => id)
  const rows = await store.suspects(ctx.db, ctx.actor, absent, ctx.now)
  return rows.flatMap((row) => {
    const owner = row.ownerId === null ? null : absences.get(row.ownerId)!
    return violationsOf({ ...row, owner }, ctx.now).map((found) => ({
      ...found,
      caseId: row.id,
      number: `C-${row.number}`,
      visible: row.visible,
    }))
  })
}
