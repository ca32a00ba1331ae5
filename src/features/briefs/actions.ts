import type { Context } from '../../platform/context.ts'
import { loadToRead } from '../cases/actions/load.ts'
import { keepMessage } from '../conversations/actions/stored-message.ts'
import { organisationZone } from '../people/actions/teams.ts'
import { briefOf, meanwhileOf } from './rules.ts'
import { factsOf, since } from './store.ts'

export async function showBrief(ctx: Context, ref: string): Promise<string> {
  ctx.require('cases.read')
  const { id } = await loadToRead(ctx, ref)
  return (await briefsOf(ctx, [id])).get(id)!
}

/** Briefs of cases that the caller knows may be told of. */
export async function briefsOf(ctx: Context, caseIds: readonly string[]): Promise<Map<string, string>> {
  const zone = await organisationZone(ctx.db)
  const facts = await factsOf(ctx.db, caseIds)
  return new Map([...facts].map(([id, each]) => [id, briefOf(each, zone)]))
}

/** What happened on a case after an instant, in words; null where nothing did. */
export async function meanwhile(ctx: Context, caseId: string, at: Date): Promise<string | null> {
  return meanwhileOf(await since(ctx.db, caseId, at), await organisationZone(ctx.db))
}

/** Puts a brief on its case as an internal note, under the name of whoever wrote or accepted it. */
export async function keepBrief(
  ctx: Context,
  caseId: string,
  { text, by }: { text: string; by: { id: string; name: string } | null },
): Promise<string> {
  const id = ctx.newId()
  await keepMessage(ctx, {
    id,
    case_id: caseId,
    kind: 'note',
    direction: 'internal',
    public: false,
    author_id: by?.id ?? null,
    from_name: by?.name ?? ctx.asSystem().actor.name,
    text,
    received_at: ctx.now,
    created_at: ctx.now,
  })
  await ctx.record({ name: 'note.added', caseId, content: { messageId: id, brief: true } })
  return id
}
