import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import type { ApiKey } from '../contract/organisation.ts'
import * as store from '../store/keys.ts'
import { ownRoleId, roleAsked } from './give-role.ts'

/** Makes an API key. The answer is the only place where its secret ever stands. */
export async function createKey(
  ctx: Context,
  { name, role }: { name: string; role: string },
): Promise<ApiKey & { key: string }> {
  ctx.require('keys.edit')
  const given = await roleAsked(ctx, role)
  const key = `cw_${newSecret()}`
  const id = ctx.newId()
  const hint = `cw_…${key.slice(-4)}`
  const createdBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.insertKey(ctx.db, {
    id,
    name,
    role: given.kind,
    roleId: ownRoleId(given),
    tokenHash: secretHash(key),
    hint,
    createdBy,
    at: ctx.now,
  })
  await ctx.record({ name: 'key.created', content: { keyId: id, name, role: given.name } })
  const ownRole = given.shipped ? null : { id: given.id, name: given.name }
  return { id, name, role: given.kind, ownRole, hint, createdAt: ctx.now.toISOString(), lastUsedAt: null, key }
}

export async function endKey(ctx: Context, id: string): Promise<void> {
  ctx.require('keys.edit')
  const name = await store.endKey(ctx.db, id, ctx.now)
  if (name === undefined) throw new Refusal('not_found')
  await ctx.record({ name: 'key.ended', content: { keyId: id, name } })
  ctx.changed({ kind: 'session', id })
}
