import type { Context, RecordedEvent } from '../../../platform/context.ts'
import * as read from '../store/read.ts'
import { loadToChange } from './load.ts'
import { save } from './save-case.ts'

/** A contact came to belong to an account: their cases that are not closed and belong to none follow, restricted ones too. */
export async function followContact(ctx: Context, event: RecordedEvent): Promise<void> {
  const { contactId, fields } = event.content as { contactId: string; fields?: { accountId?: string | null } }
  const to = fields?.accountId
  if (!to) return
  const system = ctx.asSystem()
  for (const id of await read.casesWithoutAccount(ctx.db, contactId)) {
    const { record } = await loadToChange(system, id)
    await save(system, record, undefined, { account_id: to })
    await ctx.record({
      name: 'case.changed',
      caseId: id,
      causeId: event.id,
      content: { fields: { account: { from: null, to } } },
    })
  }
}
