import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToChange, loadToRead } from '../../cases/actions/load.ts'
import { placeInFamily } from '../../cases/actions/place-in-family.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Link } from '../contract.ts'
import { canLink, type EndFacts, reversed } from '../rules.ts'
import * as store from '../store/links.ts'

type CaseRecord = Awaited<ReturnType<typeof loadToChange>>['record']

/** Links two cases; whoever does may work on both, and sees both. Both timelines tell it. */
export async function linkCases(ctx: Context, ref: string, link: { kind: Link; case: string }): Promise<void> {
  ctx.require('cases.work')
  await store.takeTurn(ctx.db)
  const { one, other } = await lockBoth(ctx, ref, link.case)
  const decision = canLink(
    link.kind,
    await endFacts(ctx, one),
    await endFacts(ctx, other),
    await store.areRelated(ctx.db, one.id, other.id),
  )
  if (!decision.ok) throw new Refusal('cannot_be_linked', { because: decision.because })
  await place(ctx, link.kind, one, other, true)
  await recordOnBoth(ctx, 'case.linked', link.kind, one, other)
}

/** Takes a link off both cases. */
export async function unlinkCases(ctx: Context, ref: string, link: { kind: Link; other: string }): Promise<void> {
  ctx.require('cases.work')
  await store.takeTurn(ctx.db)
  const { one, other } = await lockBoth(ctx, ref, link.other)
  if (!(await areLinked(ctx, link.kind, one, other))) throw new Refusal('not_found', { what: 'link', id: link.other })
  await place(ctx, link.kind, one, other, false)
  await recordOnBoth(ctx, 'case.unlinked', link.kind, one, other)
}

/** Both are looked for before either is locked, and locked in one order. */
async function lockBoth(ctx: Context, ref: string, otherRef: string) {
  const ids = [(await loadToRead(ctx, ref)).id, (await loadToRead(ctx, otherRef)).id] as const
  const locked = new Map<string, CaseRecord>()
  for (const id of [...new Set(ids)].sort()) locked.set(id, (await loadToChange(ctx, id)).record)
  return { one: locked.get(ids[0])!, other: locked.get(ids[1])! }
}

/** A case as one end of a link. */
export async function endFacts(ctx: Context, record: CaseRecord): Promise<EndFacts> {
  return {
    id: record.id,
    number: caseNumberText(record.number),
    parentId: record.parent_id,
    problemId: record.problem_id,
    merged: record.merged_into_id !== null,
    ...(await store.placeOf(ctx.db, record.id)),
  }
}

async function areLinked(ctx: Context, kind: Link, one: CaseRecord, other: CaseRecord): Promise<boolean> {
  switch (kind) {
    case 'related':
      return store.areRelated(ctx.db, one.id, other.id)
    case 'parent':
      return one.parent_id === other.id
    case 'child':
      return other.parent_id === one.id
    case 'problem':
      return one.problem_id === other.id
    case 'incident':
      return other.problem_id === one.id
  }
}

async function place(ctx: Context, kind: Link, one: CaseRecord, other: CaseRecord, on: boolean): Promise<void> {
  switch (kind) {
    case 'related': {
      const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
      await (on
        ? store.insertRelation(ctx.db, one.id, other.id, { at: ctx.now, by })
        : store.removeRelation(ctx.db, one.id, other.id))
      return
    }
    case 'parent':
      return placeInFamily(ctx, one, { parent_id: on ? other.id : null })
    case 'child':
      return placeInFamily(ctx, other, { parent_id: on ? one.id : null })
    case 'problem':
      return placeInFamily(ctx, one, { problem_id: on ? other.id : null })
    case 'incident':
      return placeInFamily(ctx, other, { problem_id: on ? one.id : null })
  }
}

/** A timeline is read by whoever sees its case: of a restricted one it tells no more than that there is one. */
export const saidOf = ({ id, number, restricted }: { id: string; number: number; restricted: boolean }) =>
  restricted ? { restricted } : { otherId: id, number: caseNumberText(number) }

async function recordOnBoth(
  ctx: Context,
  name: 'case.linked' | 'case.unlinked',
  kind: Link,
  one: CaseRecord,
  other: CaseRecord,
): Promise<void> {
  const causeId = await ctx.record({ name, caseId: one.id, content: { link: kind, ...saidOf(other) } })
  await ctx.record({ name, caseId: other.id, causeId, content: { link: reversed[kind], ...saidOf(one) } })
}
