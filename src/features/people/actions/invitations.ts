import type { Context } from '../../../platform/context.ts'
import { insertLinkToken, useLinkToken } from '../../../platform/link-tokens.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import { openVault } from '../../../platform/vault.ts'
import * as access from '../store/access.ts'
import * as invitations from '../store/invitations.ts'
import * as links from '../store/links.ts'
import { requireOver } from './give-role.ts'
import { passwordHash } from './passwords.ts'
import { endSessionsOf, openSession, type Visitor } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

const invitationDays = 7

/** The link, to be handed on, and whether a mail with it is on its way as well. */
export interface MadeInvitation {
  invitation: string
  mailed: boolean
}

/**
 * A one-time link with which a person sets their password; earlier ones end. The secret stands behind the `#`, which
 * browsers keep to themselves: it reaches no log and no referrer, and opening the page changes nothing. It is mailed
 * where mail can leave; nothing leaves for people of the demo company.
 */
export async function invitationFor(ctx: Context, person: { id: string; demo: boolean }): Promise<MadeInvitation> {
  const token = newSecret()
  const id = ctx.newId()
  await endOpenLinks(ctx, person.id, 'A newer link took its place.')
  await insertLinkToken(ctx.db, {
    id,
    tokenHash: secretHash(token),
    purpose: 'invitation',
    subjectId: person.id,
    at: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + invitationDays * 86_400_000),
  })
  const mailed = ctx.config.smtpOut !== null && !person.demo
  const sealed = mailed ? openVault(ctx.config.dataDir).seal(token) : null
  await invitations.insertInvitation(
    ctx.db,
    { id, personId: person.id, mail: mailed ? 'waiting' : 'none', problem: null, sealed },
    ctx.now,
  )
  if (mailed) await ctx.enqueue('send-invitation', { invitationId: id }, { key: `invite ${id}`, maxAttempts: 12 })
  return { invitation: invitationUrl(ctx, token), mailed }
}

/** Invites again, or lets somebody who forgot their password set a new one. */
export async function inviteAgain(ctx: Context, personId: string): Promise<MadeInvitation> {
  ctx.require('people.edit')
  const person = await access.findCredentials(ctx.db, { id: personId })
  if (!person || person.deactivatedAt) throw new Refusal('not_found')
  await requireOver(ctx, personId)
  await ctx.record({ name: 'person.invited', content: { personId, name: person.name } })
  ctx.changed({ kind: 'people', id: personId })
  return invitationFor(ctx, person)
}

/** Withdraws an invitation: its link ends at once, and no mail with it leaves any more. */
export async function withdrawInvitation(ctx: Context, personId: string): Promise<void> {
  ctx.require('people.edit')
  const person = await access.findCredentials(ctx.db, { id: personId })
  if (!person || person.deactivatedAt) throw new Refusal('not_found')
  if (!(await endOpenLinks(ctx, personId, 'It was withdrawn before it left.'))) throw new Refusal('nothing_to_undo')
  await ctx.record({ name: 'person.invitation_withdrawn', content: { personId, name: person.name } })
  ctx.changed({ kind: 'people', id: personId })
}

/** What is to be mailed, with its link; null once there is nothing to say any more. */
export async function invitationToMail(ctx: Context, id: string) {
  const found = await invitations.invitationToMail(ctx.db, id, ctx.now)
  if (!found?.sealed) return null
  return { ...found, url: invitationUrl(ctx, openVault(ctx.config.dataDir).open(found.sealed)) }
}

export async function noteInvitationMail(
  ctx: Context,
  { id, personId }: { id: string; personId: string },
  told: { mail: invitations.MailState; problem: string | null },
): Promise<void> {
  await invitations.markMail(ctx.db, id, told, ctx.now)
  ctx.changed({ kind: 'people', id: personId })
}

/** What waited when a backup was made may have left since. */
export const forgetWaitingInvitations = (ctx: Context): Promise<void> =>
  invitations.forgetWaitingMail(ctx.db, null, 'It waited when the backup was made, and may have left since.', ctx.now)

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
    const personId = await useLinkToken(ctx.db, { tokenHash, purpose: 'invitation' }, ctx.now)
    const person = personId && (await access.lockCredentials(ctx.db, personId))
    if (!person || person.deactivatedAt) throw new Refusal('link_not_valid')
    await access.savePassword(ctx.db, person.id, hash)
    await endSessionsOf(ctx, person.id)
    await ctx.record({ name: 'person.joined', content: { personId: person.id, name: person.name } })
    ctx.changed({ kind: 'people', id: person.id })
    return { token: await openSession(ctx, person.id, visitor), personId: person.id }
  })
}

const invitationUrl = (ctx: Context, token: string): string => `${ctx.config.links}/invitation#${token}`

/** Ends the open links of a person, mailed or not; false where none was open. */
export async function endOpenLinks(ctx: Context, personId: string, because: string): Promise<boolean> {
  await invitations.forgetWaitingMail(ctx.db, personId, because, ctx.now)
  return links.endLinks(ctx.db, personId, 'invitation', ctx.now)
}
