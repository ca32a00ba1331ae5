import { createHash } from 'node:crypto'
import type { Actor, Context } from '../context.ts'
import { canonicalJson } from '../events.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction, type Runtime } from '../runtime.ts'

/** Refuses an actor who does not see one of these cases, or one that the answer names. */
export type RequireSight = (ctx: Context, caseIds: readonly string[], answer: unknown) => Promise<void>

export interface KeyedRequest {
  key: string
  url: string
  body: unknown
  keepAnswer: boolean
}

/** What the work asked for: the rights that it required, and the cases that it saw or wrote on. */
interface Needed {
  rights: string[]
  cases: string[]
}

/**
 * One effect per Idempotency-Key and actor: the key's row is written in the transaction of its effect, so a crash
 * leaves both or neither. A repeat gets the first answer, unless that was shown once, and as long as its actor may still
 * do and see what it took; a different request under the same key is refused.
 */
export async function once(
  runtime: Runtime,
  actor: Actor,
  request: KeyedRequest,
  work: (ctx: Context) => Promise<unknown>,
  { requestId, requireSight }: { requestId: string; requireSight: RequireSight },
): Promise<unknown> {
  if (request.key.length === 0 || request.key.length > 200)
    throw new Refusal('malformed', { fields: [{ path: 'Idempotency-Key', message: 'between 1 and 200 characters' }] })
  const fingerprint = createHash('sha256')
    .update(`${request.url}\n${canonicalJson(request.body)}`)
    .digest()
  return inTransaction(
    runtime,
    actor,
    async (ctx) => {
      const row = { actor_id: `${actor.kind}:${actor.id ?? ''}`, key: request.key }
      // Waits for a concurrent holder of the same key to commit or roll back, then sees its row.
      const fresh = await ctx.db
        .insertInto('idempotency_key')
        .values({ ...row, fingerprint, created_at: ctx.now })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst()
      if (!fresh) {
        const known = await ctx.db
          .selectFrom('idempotency_key')
          .selectAll()
          .where('actor_id', '=', row.actor_id)
          .where('key', '=', row.key)
          .executeTakeFirstOrThrow()
        if (!known.fingerprint.equals(fingerprint)) throw new Refusal('key_used_for_another_request')
        if (!request.keepAnswer) throw new Refusal('already_exists', { reason: 'its answer was shown once' })
        const { rights = [], cases = [] } = known.needed as Partial<Needed>
        for (const right of rights) ctx.require(right)
        await requireSight(ctx, cases, known.answer)
        return known.answer
      }
      const needed = { rights: new Set<string>(), cases: new Set<string>() }
      const answer = (await work(noting(ctx, needed))) ?? null
      await ctx.db
        .updateTable('idempotency_key')
        .set({
          answer: request.keepAnswer ? JSON.stringify(answer) : null,
          needed: JSON.stringify({ rights: [...needed.rights], cases: [...needed.cases] } satisfies Needed),
          status: 200,
        })
        .where('actor_id', '=', row.actor_id)
        .where('key', '=', row.key)
        .execute()
      return answer
    },
    { requestId },
  )
}

const noting = (ctx: Context, needed: { rights: Set<string>; cases: Set<string> }): Context => ({
  ...ctx,
  require: (right) => {
    ctx.require(right)
    needed.rights.add(right)
  },
  saw: (caseId) => {
    needed.cases.add(caseId)
  },
  record: (event) => {
    if (event.caseId) needed.cases.add(event.caseId)
    return ctx.record(event)
  },
})
