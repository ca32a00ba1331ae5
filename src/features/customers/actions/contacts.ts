import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { ChangeContact, Contact } from '../contract.ts'
import { findAccount } from '../store/accounts.ts'
import * as contacts from '../store/contacts.ts'
import { factsOfContact } from '../store/pulse.ts'

type Fields = Omit<ChangeContact, 'version'>

export async function getContact(ctx: Context, id: string) {
  ctx.require('customers.read')
  const contact = await theContact(ctx, id)
  return { ...contact, ...(await factsOfContact(ctx.db, ctx.actor, id)) }
}

export async function createContact(ctx: Context, { name, ...fields }: Fields & { name: string }): Promise<Contact> {
  ctx.require('customers.edit')
  const id = ctx.newId()
  await contacts.insertContact(ctx.db, { ...(await columnsOf(ctx, fields)), id, name, created_at: ctx.now })
  await setEmails(ctx, id, fields.emails)
  await ctx.record({ name: 'contact.created', content: { contactId: id, name } })
  ctx.changed({ kind: 'contact', id })
  return theContact(ctx, id)
}

export async function changeContact(ctx: Context, id: string, { version, ...fields }: ChangeContact): Promise<Contact> {
  ctx.require('customers.edit')
  const before = await theContact(ctx, id)
  if (!(await contacts.updateContact(ctx.db, id, version, await columnsOf(ctx, fields))))
    throw new Refusal('changed_meanwhile', { current: await theContact(ctx, id) })
  await setEmails(ctx, id, fields.emails)
  const moved = fields.accountId !== undefined && fields.accountId !== (before.account?.id ?? null)
  const content = { contactId: id, name: before.name, fields, ...(moved && { accountNow: fields.accountId }) }
  await ctx.record({ name: 'contact.changed', content })
  ctx.changed({ kind: 'contact', id })
  if (before.account) ctx.changed({ kind: 'account', id: before.account.id })
  return theContact(ctx, id)
}

/** Fields as columns. A person who names the account vouches for it. */
async function columnsOf(ctx: Context, fields: Fields): Promise<contacts.ContactColumns> {
  const { accountId, timeZone, emails: _, ...same } = fields
  if (accountId && !(await findAccount(ctx.db, accountId))) throw new Refusal('not_found', { what: 'account' })
  return {
    ...(Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)) as contacts.ContactColumns),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(accountId !== undefined && { account_id: accountId, account_verified_at: accountId === null ? null : ctx.now }),
  }
}

async function setEmails(ctx: Context, id: string, emails: readonly string[] | undefined): Promise<void> {
  if (emails === undefined) return
  const taken = await contacts.setEmails(ctx.db, id, [...new Set(emails)])
  if (taken === undefined) return
  const owner = await contacts.contactOfEmail(ctx.db, taken)
  throw new Refusal('already_exists', { field: 'emails', email: taken, contactId: owner?.id })
}

async function theContact(ctx: Context, id: string): Promise<Contact> {
  const contact = await contacts.findContact(ctx.db, id)
  if (!contact) throw new Refusal('not_found')
  return contact
}
