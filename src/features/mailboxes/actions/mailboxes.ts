import type { Context } from '../../../platform/context.ts'
import { installationSecret } from '../../../platform/installation.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Mailbox } from '../contract.ts'
import { usualAddress } from '../rules/addresses.ts'
import { isReachable } from '../rules/outgoing.ts'
import * as store from '../store/mailboxes.ts'

/** The mailbox of a fresh installation: support@ the host of its public address. */
export async function seedMailbox(ctx: Context): Promise<void> {
  // Made here, because a first mail that made it would keep every other one waiting.
  await installationSecret(ctx.db, 'mail_token_secret', ctx.now)
  if (await store.hasMailbox(ctx.db)) return
  await store.insertMailbox(ctx.db, {
    id: ctx.newId(),
    name: 'Support',
    address: usualAddress(ctx.config.url),
    is_default: true,
    created_at: ctx.now,
  })
}

export async function listMailboxes(ctx: Context): Promise<Mailbox[]> {
  ctx.require('settings.read')
  return (await store.listMailboxes(ctx.db)).map(shown)
}

export interface NewMailbox {
  name: string
  address: string
  teamId?: string | null | undefined
  typeId?: string | null | undefined
  acknowledge?: boolean | undefined
  trustedHosts?: string[] | undefined
}

export async function createMailbox(ctx: Context, mailbox: NewMailbox): Promise<Mailbox> {
  ctx.require('settings.edit')
  await requireKnown(ctx, mailbox)
  const id = ctx.newId()
  const speaking = await store.defaultAddress(ctx.db)
  // The address that a fresh installation begins with is none that customers can answer to.
  const takesOver = speaking === undefined || (!isReachable(speaking) && isReachable(mailbox.address))
  const made = await store.insertMailbox(ctx.db, {
    id,
    name: mailbox.name,
    address: mailbox.address,
    team_id: mailbox.teamId ?? null,
    type_id: mailbox.typeId ?? null,
    acknowledge: mailbox.acknowledge ?? false,
    trusted_authserv_ids: mailbox.trustedHosts ?? [],
    is_default: false,
    created_at: ctx.now,
  })
  if (!made) throw new Refusal('already_exists', { field: 'address' })
  if (takesOver) await store.makeDefault(ctx.db, id)
  await ctx.record({
    name: 'mailbox.created',
    content: { mailboxId: id, name: mailbox.name, address: mailbox.address },
  })
  ctx.changed({ kind: 'settings', id })
  return theMailbox(ctx, id)
}

export type MailboxChange = { [K in keyof NewMailbox]?: NewMailbox[K] | undefined } & {
  version: number
  disabled?: boolean | undefined
  isDefault?: true | undefined
}

export async function changeMailbox(ctx: Context, id: string, change: MailboxChange): Promise<Mailbox> {
  ctx.require('settings.edit')
  const before = await theMailbox(ctx, id)
  const { version, name, address, teamId, typeId, acknowledge, trustedHosts, disabled, isDefault } = change
  await requireKnown(ctx, change)
  if (disabled && (before.isDefault || isDefault))
    throw new Refusal('still_in_use', { because: 'it is the default mailbox' })
  if (address !== undefined && (await store.isAddressTaken(ctx.db, address, id)))
    throw new Refusal('already_exists', { field: 'address' })
  const saved = await store.updateMailbox(ctx.db, id, version, {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(teamId !== undefined && { team_id: teamId, queue_id: null }),
    ...(typeId !== undefined && { type_id: typeId }),
    ...(acknowledge !== undefined && { acknowledge }),
    ...(trustedHosts !== undefined && { trusted_authserv_ids: trustedHosts }),
    ...(disabled !== undefined && { disabled_at: disabled ? ctx.now : null }),
  })
  if (saved && isDefault) await store.makeDefault(ctx.db, id)
  const current = await theMailbox(ctx, id)
  if (!saved) throw new Refusal('changed_meanwhile', { current })
  const { version: _, ...changes } = change
  await ctx.record({ name: 'mailbox.changed', content: { mailboxId: id, ...changes } })
  ctx.changed({ kind: 'settings', id })
  return current
}

async function requireKnown(ctx: Context, { teamId, typeId }: Pick<NewMailbox, 'teamId' | 'typeId'>): Promise<void> {
  if (teamId && !(await store.teamExists(ctx.db, teamId))) throw new Refusal('not_found', { what: 'team', id: teamId })
  if (typeId && !(await store.typeExists(ctx.db, typeId)))
    throw new Refusal('not_found', { what: 'case type', id: typeId })
}

async function theMailbox(ctx: Context, id: string): Promise<Mailbox> {
  const row = await store.findMailbox(ctx.db, id)
  if (!row) throw new Refusal('not_found', { what: 'mailbox', id })
  return shown(row)
}

function shown(row: store.ShownMailbox): Mailbox {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    team: named(row.team_id, row.team_name),
    type: named(row.type_id, row.type_name),
    acknowledge: row.acknowledge,
    trustedHosts: row.trusted_authserv_ids,
    isDefault: row.is_default,
    disabled: row.disabled_at !== null,
    version: row.version,
  }
}
