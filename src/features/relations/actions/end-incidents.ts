import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import { codeFor } from '../rules/closing.ts'
import * as store from '../store/closings.ts'

/** What the problem was resolved with, as its entry on the timeline tells it. */
interface Ending {
  summary: string | null
  rootCause: string | null
  code: string | null
  codeKey: string | null
  incidents?: { codes: Record<string, string>; tellCustomers: boolean; summary?: string }
}

const needsOwnWords = 'is needed: the problem is restricted, and others read its incidents'

/** A resolved problem takes its open incidents along, each through its own gate, in a job behind it. */
export async function endIncidents(ctx: Context, event: RecordedEvent): Promise<void> {
  if (!event.caseId) return
  const open = await store.openIncidents(ctx.db, ctx.actor, event.caseId)
  if (open.length === 0) return
  const { summary, rootCause, code, codeKey, incidents } = event.content as unknown as Ending
  if (!incidents?.summary && (await loadToRead(ctx.asSystem(), event.caseId)).restricted)
    throw new Refusal('malformed', { fields: [{ path: 'body.incidents.summary', message: needsOwnWords }] })
  const id = ctx.newId()
  const codes = incidents?.codes ?? {}
  await store.insertClosing(
    ctx.db,
    {
      id,
      problem_id: event.caseId,
      event_id: event.id,
      person_id: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      summary: summary ?? '',
      root_cause: rootCause,
      incident_summary: incidents?.summary ?? null,
      codes: JSON.stringify(codes),
      tell_customers: incidents?.tellCustomers ?? true,
      begun_at: ctx.now,
    },
    await withCodes(ctx, open, codeKey ? { key: codeKey, label: code ?? codeKey } : null, codes),
  )
  await ctx.enqueue('resolve-incidents', { closingId: id })
}

function withCodes(
  ctx: Context,
  open: readonly store.OpenIncident[],
  problem: { key: string; label: string } | null,
  chosen: Record<string, string>,
) {
  return Promise.all(
    open.map(async ({ id, typeId, typeVersion }) => {
      const { closure } = await definitionOf(ctx, typeId, typeVersion)
      return { id, code: codeFor(typeId, closure.codes, problem, chosen) }
    }),
  )
}
