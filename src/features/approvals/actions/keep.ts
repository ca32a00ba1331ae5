import type { Context, RecordedEvent } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { isOpen, standsIn } from '../../cases/rules/lifecycle.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import { caseIsOver, type Round, type RoundFacts, roundsAfter, staleRounds } from '../rules/rounds.ts'
import * as store from '../store.ts'
import { ask, earliest, ofType, tell } from './ask.ts'

/**
 * After something happened on a case: what was approved and is no longer so counts for nothing at once, and at the end
 * of the transaction whatever is due by then is asked for.
 */
export async function keepApprovals(ctx: Context, { name, caseId, content }: RecordedEvent): Promise<void> {
  if (!caseId) return
  if (name === 'case.opened') {
    const { approvals } = await definitionOf(ctx, String(content.typeId), Number(content.typeVersion))
    if (approvals.length === 0 || content.imported === true) return
  }
  if (name === 'case.fields_set') await voidStale(ctx, caseId)
  if (name === 'case.migrated') await renameSubjects(ctx, caseId, content.newKeys as NewKeys | undefined)
  if (name === 'case.unmerged') await reviveOwn(ctx, caseId, new Date(String(content.mergedAt)))
  ctx.lastly(`approvals ${caseId}`, () => settleRounds(ctx, caseId))
}

/** Whoever goes on in the same transaction finds the gate closed again. */
async function voidStale(ctx: Context, caseId: string): Promise<void> {
  const found = await store.caseOf(ctx.db, caseId)
  if (!found?.has) return
  const rounds = latest(await store.approvalsOf(ctx.db, caseId))
  await voidAll(ctx, rounds, staleRounds({ values: valuesOf(found), rounds: rounds.map(roundOf) }))
}

type NewKeys = Record<string, { key: string; label: string }>

/** A field that has another key in the version that a case came to is still what was approved. */
async function renameSubjects(ctx: Context, caseId: string, newKeys: NewKeys | undefined): Promise<void> {
  if (!newKeys) return
  for (const { id, subject } of await store.approvalsOf(ctx.db, caseId))
    if (subject.some(({ key }) => newKeys[key]))
      await store.updateApproval(ctx.db, id, {
        subject: JSON.stringify(subject.map((value) => ({ ...value, ...newKeys[value.key] }))),
      })
}

/** What people asked in their own words, and only the merge ended, waits again; a type asks for its own anew. */
async function reviveOwn(ctx: Context, caseId: string, mergedAt: Date): Promise<void> {
  const found = await store.caseOf(ctx.db, caseId)
  if (!found?.has || !isOpen(found.status as Status)) return
  const definition = await definitionOf(ctx, found.type_id, found.type_version)
  for (const row of await store.approvalsOf(ctx.db, caseId)) {
    const endedThen = row.settled_at?.getTime() === mergedAt.getTime() && row.settled_because === caseIsOver
    if (row.key !== null || row.state !== 'void' || !endedThen) continue
    const due = row.due_at && !row.escalated_at ? [row.due_at] : []
    const wakeAt = earliest([...row.remind_at, ...due])
    await store.updateApproval(ctx.db, row.id, {
      state: 'waiting',
      settled_at: null,
      settled_because: null,
      wake_at: wakeAt,
    })
    await tell(ctx, (await store.findApproval(ctx.db, row.id))!, definition)
  }
}

async function settleRounds(ctx: Context, caseId: string): Promise<void> {
  const found = await store.caseOf(ctx.db, caseId)
  if (!found) return
  const definition = await definitionOf(ctx, found.type_id, found.type_version)
  if (definition.approvals.length === 0 && !found.has) return
  const rows = latest(found.has ? await store.approvalsOf(ctx.db, caseId) : [])
  const facts: RoundFacts = {
    definition,
    open: isOpen(found.status as Status) && !found.imported,
    stage: standsIn(definition, found),
    stageSince: found.stage_since,
    values: valuesOf(found),
    rounds: rows.map(roundOf),
  }
  const { voided, ask: due } = roundsAfter(facts)
  await voidAll(ctx, rows, voided)
  for (const asked of due) {
    const before = rows.find(({ key }) => key === asked.key)?.round ?? 0
    await ask(ctx, found, definition, ofType(asked), before + 1)
  }
}

const valuesOf = ({ custom }: store.CaseFacts) => custom as Record<string, unknown>

/** The last round of each approval, and each that was asked for in own words. */
export const latest = (rows: readonly store.ApprovalRow[]): store.ApprovalRow[] =>
  rows.filter(({ key, round }) => key === null || !rows.some((other) => other.key === key && other.round > round))

const roundOf = ({ id, key, state, subject, asked_in: askedIn, settled_at: settledAt }: store.ApprovalRow): Round => ({
  id,
  key,
  state,
  subject,
  askedIn,
  settledAt,
})

async function voidAll(
  ctx: Context,
  rows: readonly store.ApprovalRow[],
  voided: readonly { id: string; because: string }[],
): Promise<void> {
  for (const { id, because } of voided) await voidOne(ctx, rows.find((row) => row.id === id)!, because)
}

/** It counts for nothing any more; whoever was asked, or had agreed, is told by what is asked anew. */
export async function voidOne(
  ctx: Context,
  row: store.ApprovalRow,
  because: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  await store.updateApproval(ctx.db, row.id, {
    state: 'void',
    settled_at: ctx.now,
    settled_because: because,
    wake_at: null,
  })
  await ctx.record({
    name: 'approval.voided',
    caseId: row.case_id,
    content: { approvalId: row.id, title: row.title, round: row.round, was: row.state, because, ...more },
  })
}
