import type { Actor, Context, RecordedEvent } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { inTransaction } from '../../../platform/runtime.ts'
import { accountOfContact, casesWithoutAccount } from '../store/of-contact.ts'
import { findCaseToChange } from '../store/read.ts'
import { save } from './save-case.ts'

const batch = 50

interface Following {
  contactId: string
  accountId: string
  causeId: string
  /** Whoever said so, with the rights of that moment. */
  actor: Omit<Actor, 'rights'> & { rights: string[] }
}

/** A contact came to belong to an account: their cases that are not closed and belong to none follow, by a job. */
export async function followContact(ctx: Context, event: RecordedEvent): Promise<void> {
  const { contactId, accountNow } = event.content as { contactId: string; accountNow?: string | null }
  const { rights } = ctx.actor
  if (!accountNow || !(rights.has('*') || rights.has('cases.work'))) return
  const actor = { ...ctx.actor, rights: [...rights] }
  const work: Following = { contactId, accountId: accountNow, causeId: event.id, actor }
  await ctx.enqueue('follow-contact', { ...work })
}

/** Only cases that whoever linked them may see. One that fails keeps none behind, and is tried again with the job. */
export async function followAll({ runtime, payload, stop }: Pick<JobFrame, 'runtime' | 'payload' | 'stop'>) {
  const work = payload as unknown as Following
  const actor: Actor = { ...work.actor, rights: new Set(work.actor.rights) }
  const failures: unknown[] = []
  for (let after: string | null = null; ; ) {
    const ids = await casesWithoutAccount(runtime.db, actor, work.contactId, after, batch)
    for (const id of ids)
      await inTransaction(runtime, actor, (ctx) => follow(ctx, id, work)).catch((err) => failures.push(err))
    if (ids.length < batch) break
    stop.throwIfAborted()
    after = ids.at(-1)!
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases did not follow their contact`)
}

async function follow(ctx: Context, id: string, { contactId, accountId, causeId }: Following): Promise<void> {
  const record = await findCaseToChange(ctx.db, ctx.actor, id)
  if (!record || record.account_id !== null || record.contact_id !== contactId || record.status === 'closed') return
  if ((await accountOfContact(ctx.db, contactId)) !== accountId) return
  await save(ctx, record, undefined, { account_id: accountId })
  const content = { fields: { account: { from: null, to: accountId } } }
  await ctx.record({ name: 'case.changed', caseId: id, causeId, content })
}
