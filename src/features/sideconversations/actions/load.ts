import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { SideConversation } from '../contract.ts'
import { sideOf } from '../rules.ts'
import * as store from '../store/conversations.ts'

export const shown = (ctx: Context, row: store.SideRow): SideConversation =>
  sideOf({ ...row, case_id: row.standing_case_id, case_number: caseNumberText(row.case_no) }, ctx.now)

/** A side conversation whose case the actor may see; all else is not there. */
export async function showSide(ctx: Context, id: string): Promise<SideConversation> {
  const row = await store.findSide(ctx.db, ctx.actor, id)
  if (!row) throw new Refusal('not_found', { what: 'side conversation', id })
  ctx.saw(row.standing_case_id)
  return shown(ctx, row)
}

/** The same to work on: seen first, then locked. */
export async function loadSide(ctx: Context, id: string): Promise<store.SideRecord> {
  const seen = await store.findSide(ctx.db, ctx.actor, id)
  const locked = seen && (await store.lockSide(ctx.db, id))
  if (!locked) throw new Refusal('not_found', { what: 'side conversation', id })
  ctx.saw(locked.standingCaseId)
  return locked
}

/** By mail it is work on the case; within the house a note is enough. */
export const rightFor = (kind: string): 'cases.work' | 'cases.note' => (kind === 'mail' ? 'cases.work' : 'cases.note')

/** The date of an answer as it was entered: it lies ahead, and a case that waits for it needs one. */
export function dateOf(ctx: Context, entered: string | null, onCase: string): Date | null {
  if (entered === null && onCase !== 'nothing') throw new Refusal('follow_up_needed')
  const date = entered === null ? null : new Date(entered)
  if (date && date <= ctx.now)
    throw new Refusal('malformed', { fields: [{ path: 'dueAt', message: 'an answer is due in the future' }] })
  return date
}

/** What every entry of the timeline says about its side conversation. */
export const about = (side: { id: string; party: string; subject: string; kind: string }) => ({
  sideId: side.id,
  party: side.party,
  subject: side.subject,
  kind: side.kind,
})
