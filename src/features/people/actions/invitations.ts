import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import * as access from '../store/access.ts'
import * as links from '../store/links.ts'
import { passwordHash } from './passwords.ts'
import { endSessionsOf, openSession, type Visitor } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

const invitationDays = 7

/**
 * A one-time link with which a person sets their password; earlier ones end. The secret stands behind the `#`, which
 * browsers keep to themselves: it reaches no log and no referrer, and opening the page changes nothing.
 */
export async function invitationFor(ctx: Context, personId: string): Promise<string> {
  const token = newSecret()
  await links.endLinks(ctx.db, personId, 'invitation', ctx.now)
  await links.insertLink(ctx.db, {
    id: ctx.newId(),
    tokenHash: secretHash(token),
    purpose: 'invitation',
    subjectId: personId,
    at: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + invitationDays * 86_400_000),
  })
  return `${ctx.config.url}/invitation#${token}`
}

/** Invites again, or lets somebody who forgot their password set a new one. */
export async function inviteAgain(ctx: Context, personId: string): Promise<string> {
  ctx.require('people.edit')
  const person = await access.findCredentials(ctx.db, { id: personId })
  if (!person || person.deactivatedAt) throw new Refusal('not_found')
  await ctx.record({ name: 'person.invited', content: { personId, name: person.name } })
  return invitationFor(ctx, personId)
}

/** Sets the password by the link and signs in; whatever sessions the person had end. */
export async function acceptInvitation(
  runtime: Runtime,
  invitation: { token: string; password: string },
  visitor: Visitor,
): Promise<SignedIn> {
  const tokenHash = secretHash(invitation.token)
  // Looked up before hashing, so that made-up links cost nothing.
  if (!(await links.findLink(runtime.db, tokenHash, 'invitation', runtime.now()))) throw new Refusal('link_not_valid')
  const hash = await passwordHash(invitation.password)
  return inTransaction(runtime, systemActor, async (ctx) => {
    const personId = await links.useLink(ctx.db, tokenHash, 'invitation', ctx.now)
    const person = personId && (await access.lockCredentials(ctx.db, personId))
    if (!person || person.deactivatedAt) throw new Refusal('link_not_valid')
    await access.savePassword(ctx.db, person.id, hash)
    await endSessionsOf(ctx, person.id)
    await ctx.record({ name: 'person.joined', content: { personId: person.id, name: person.name } })
    ctx.changed({ kind: 'people', id: person.id })
    return { token: await openSession(ctx, person.id, visitor), personId: person.id }
  })
}
