import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import type { GateFacts } from '../rules/gates.ts'
import { standsIn } from '../rules/lifecycle.ts'
import { caseNumberText } from '../rules/numbers.ts'
import * as gates from '../store/gates.ts'
import * as read from '../store/read.ts'

/** A case locked for change, with the definition it runs on. Refuses what the actor cannot see, before anything is written. */
export async function loadToChange(
  ctx: Context,
  ref: string,
): Promise<{ record: read.CaseRecord; definition: CaseTypeDefinition }> {
  const record = await read.findCaseToChange(ctx.db, ctx.actor, ref)
  if (!record) throw new Refusal('not_found', { what: 'case', id: ref })
  ctx.saw(record.id)
  return { record, definition: await definitionOf(ctx, record.type_id, record.type_version) }
}

/** As `loadToChange`, and refuses a closed case: its work is frozen. */
export async function loadToWork(ctx: Context, ref: string) {
  const loaded = await loadToChange(ctx, ref)
  if (loaded.record.merged_into_id) await refuseMerged(ctx, loaded.record)
  if (loaded.record.status === 'closed')
    throw new Refusal('case_is_closed', { number: caseNumberText(loaded.record.number) })
  return loaded
}

async function refuseMerged(ctx: Context, record: read.CaseRecord): Promise<never> {
  const survivor = await read.findCase(ctx.db, ctx.actor, record.merged_into_id!)
  throw new Refusal('case_was_merged', {
    number: caseNumberText(record.number),
    into: survivor ? caseNumberText(survivor.number) : null,
  })
}

/** A case to read; refuses what the actor cannot see. */
export async function loadToRead(ctx: Context, ref: string): Promise<read.CaseRecord> {
  const record = await read.findCase(ctx.db, ctx.actor, ref)
  if (!record) throw new Refusal('not_found', { what: 'case', id: ref })
  ctx.saw(record.id)
  return record
}

/** What the gates look at. */
export async function gateFacts(
  ctx: Context,
  record: read.CaseRecord,
  definition: CaseTypeDefinition,
): Promise<GateFacts> {
  return gateFactsOf(record, definition, {
    tasks: await gates.tasksOf(ctx.db, record.id),
    openChildren: await gates.openChildrenOf(ctx.db, record.id),
    approvals: await gates.approvalsOf(ctx.db, record.id),
    openSides: await gates.openSidesOf(ctx.db, record.id),
    uncoveredWork: (await gates.uncoveredWorkOf(ctx.db, record.id)) ?? null,
    ownerName: (record.owner_id && (await read.personName(ctx.db, record.owner_id))?.name) || null,
  })
}

/** The same from what has been read already. */
export function gateFactsOf(
  record: read.CaseRecord,
  definition: CaseTypeDefinition,
  { tasks, openChildren, openSides, approvals, uncoveredWork, ownerName }: GateSources,
): GateFacts {
  return {
    definition,
    status: record.status as Status,
    stage: record.stage,
    standsIn: standsIn(definition, record),
    owner: ownerName,
    custom: record.custom as Record<string, unknown>,
    tasks: tasks.map((task) => ({ ...task, kind: task.kind as 'task', done: task.doneAt !== null })),
    openChildren: openChildren.map(({ number, restricted }) => ({ number: caseNumberText(number), restricted })),
    approvals,
    openSides,
    uncoveredWork,
  }
}

interface GateSources {
  tasks: Awaited<ReturnType<typeof gates.tasksOf>>
  openChildren: { number: number; restricted: boolean }[]
  approvals: GateFacts['approvals']
  openSides: GateFacts['openSides']
  uncoveredWork: GateFacts['uncoveredWork']
  ownerName: string | null
}
