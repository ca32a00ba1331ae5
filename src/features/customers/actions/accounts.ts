import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Account, AccountRow, ChangeAccount } from '../contract.ts'
import * as accounts from '../store/accounts.ts'
import * as contacts from '../store/contacts.ts'
import * as pulse from '../store/pulse.ts'

type Fields = Omit<ChangeAccount, 'version'>

export async function listAccounts(
  ctx: Context,
  listing: accounts.AccountListing,
): Promise<{ items: AccountRow[]; nextCursor: string | null }> {
  ctx.require('customers.read')
  const openCases = pulse.openCasesOfAccount(ctx.db, ctx.actor)
  const { items, nextCursor } = await accounts.listAccounts(ctx.db, listing, openCases)
  const ids = items.map((item) => item.id)
  const facts = await pulse.factsOfAccounts(ctx.db, ctx.actor, ids, ctx.now)
  const counts = await contacts.countContacts(ctx.db, ids)
  const none = { openCases: 0, breachedCases: 0, lastContactAt: null }
  return {
    items: items.map((item) => ({ ...item, ...(facts.get(item.id) ?? none), contacts: counts.get(item.id) ?? 0 })),
    nextCursor,
  }
}

export async function getAccount(ctx: Context, id: string) {
  ctx.require('customers.read')
  const account = await theAccount(ctx, id)
  const { items } = await contacts.listContacts(ctx.db, { account: id, limit: 100 })
  const counts = await contacts.countContacts(ctx.db, [id])
  return {
    ...account,
    pulse: await pulse.pulseOf(ctx.db, ctx.actor, id, ctx.now),
    contacts: items,
    contactCount: counts.get(id) ?? 0,
  }
}

export async function createAccount(ctx: Context, { name, ...fields }: Fields & { name: string }): Promise<Account> {
  ctx.require('customers.edit')
  const id = ctx.newId()
  const columns = await columnsOf(ctx, fields)
  await accounts.insertAccount(ctx.db, { ...columns, id, name, created_at: ctx.now })
  await ctx.record({ name: 'account.created', content: { accountId: id, name } })
  ctx.changed({ kind: 'account', id })
  return theAccount(ctx, id)
}

export async function changeAccount(ctx: Context, id: string, { version, ...fields }: ChangeAccount): Promise<Account> {
  ctx.require('customers.edit')
  const before = await theAccount(ctx, id)
  const columns = await columnsOf(ctx, fields)
  if (!(await accounts.updateAccount(ctx.db, id, version, columns)))
    throw new Refusal('changed_meanwhile', { current: await theAccount(ctx, id) })
  await ctx.record({ name: 'account.changed', content: { accountId: id, name: before.name, fields } })
  ctx.changed({ kind: 'account', id })
  return theAccount(ctx, id)
}

/** Fields as columns; a pinned note names who pinned it. */
async function columnsOf(ctx: Context, fields: Fields): Promise<accounts.AccountColumns> {
  const { customerSince, valueYearMinor, valueTotalMinor, renewalOn, pinnedNote, namedAgentId, ...same } = fields
  if (namedAgentId && !(await accounts.isActivePerson(ctx.db, namedAgentId)))
    throw new Refusal('not_found', { what: 'person' })
  const pinned = pinnedNote !== undefined && {
    pinned_note: pinnedNote,
    pinned_note_by: pinnedNote !== null && ctx.actor.kind === 'person' ? ctx.actor.id : null,
    pinned_note_at: pinnedNote !== null ? ctx.now : null,
  }
  return {
    ...(Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)) as accounts.AccountColumns),
    ...(customerSince !== undefined && { customer_since: customerSince }),
    ...(valueYearMinor !== undefined && { value_year_minor: valueYearMinor }),
    ...(valueTotalMinor !== undefined && { value_total_minor: valueTotalMinor }),
    ...(renewalOn !== undefined && { renewal_on: renewalOn }),
    ...(namedAgentId !== undefined && { named_agent_id: namedAgentId }),
    ...pinned,
  }
}

async function theAccount(ctx: Context, id: string): Promise<Account> {
  const account = await accounts.findAccount(ctx.db, id)
  if (!account) throw new Refusal('not_found')
  return account
}
