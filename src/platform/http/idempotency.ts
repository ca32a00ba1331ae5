import { createHash } from 'node:crypto'
import type { Actor, Context } from '../context.ts'
import { canonicalJson } from '../events.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction, type Runtime } from '../runtime.ts'

/**
 * One effect per Idempotency-Key and actor: the key's row is written in the transaction of its effect, so a crash
 * leaves both or neither. A repeat gets the first answer, unless that was shown once; a different request under the
 * same key is refused.
 */
export async function once(
  runtime: Runtime,
  actor: Actor,
  request: { key: string; url: string; body: unknown; keepAnswer: boolean },
  work: (ctx: Context) => Promise<unknown>,
  requestId: string,
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
        return known.answer
      }
      const answer = (await work(ctx)) ?? null
      await ctx.db
        .updateTable('idempotency_key')
        .set({ answer: request.keepAnswer ? JSON.stringify(answer) : null, status: 200 })
        .where('actor_id', '=', row.actor_id)
        .where('key', '=', row.key)
        .execute()
      return answer
    },
    { requestId },
  )
}
