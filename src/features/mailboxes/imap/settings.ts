import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { openVault, type Vault } from '../../../platform/vault.ts'
import { clientFor, problemOf } from './connect.ts'
import type { ImapSettings, ShownImap, WrittenImap } from './contract.ts'
import * as store from './store.ts'

export async function getImap(ctx: Context, id: string): Promise<ShownImap> {
  ctx.require('settings.read')
  return shown(await theMailbox(ctx, id))
}

/** Saves how to fetch. Another account or folder begins anew; the same one goes on where it was. */
export async function setImap(ctx: Context, id: string, written: WrittenImap): Promise<ShownImap> {
  ctx.require('settings.edit')
  const before = await theMailbox(ctx, id)
  const { password, ...settings } = written
  // A stored password is only ever used where it was given for, so that nobody can have it sent to another server.
  const keeps = before.secret !== null && isSameAccount(before.settings, settings)
  if (password === undefined && !keeps)
    throw new Refusal('malformed', { fields: [{ path: 'password', message: 'needed for this server and user' }] })
  const secret = password === undefined ? before.secret : openVault(ctx.config.dataDir).seal(password)
  const goesOn = isSameAccount(before.settings, settings) && before.settings?.folder === settings.folder
  await store.saveSettings(ctx.db, id, { settings, secret, state: goesOn ? before.state : {} })
  await ctx.record({
    name: 'mailbox.imap_set',
    content: { mailboxId: id, ...settings, newPassword: password !== undefined },
  })
  ctx.changed({ kind: 'settings', id })
  return shown(await theMailbox(ctx, id))
}

export async function removeImap(ctx: Context, id: string): Promise<void> {
  ctx.require('settings.edit')
  await theMailbox(ctx, id)
  await store.saveSettings(ctx.db, id, { settings: null, secret: null, state: {} })
  await ctx.record({ name: 'mailbox.imap_removed', content: { mailboxId: id } })
  ctx.changed({ kind: 'settings', id })
}

export type Tried =
  | { ok: true; messages: number; unseen: number; folders: string[]; tellsAtOnce: boolean }
  | { ok: false; problem: string }

/** Signs in, looks, and leaves everything as it is. */
export async function testImap(ctx: Context, id: string, written: WrittenImap | undefined): Promise<Tried> {
  ctx.require('settings.edit')
  const stored = await theMailbox(ctx, id)
  const settings = written ?? stored.settings
  if (!settings) return { ok: false, problem: 'This mailbox has no mail server yet. Enter one first.' }
  const usable = stored.secret !== null && isSameAccount(stored.settings, settings)
  const password = written?.password ?? (usable ? openSecret(openVault(ctx.config.dataDir), stored.secret!) : null)
  if (password === null) return { ok: false, problem: 'Enter the password for this server and user.' }
  const client = clientFor(settings, password)
  try {
    await client.connect()
    const { exists } = await client.mailboxOpen(settings.folder, { readOnly: true })
    const unseen = (await client.search({ seen: false }, { uid: true })) || []
    const folders = (await client.list()).map(({ path }) => path).slice(0, 500)
    return { ok: true, messages: exists, unseen: unseen.length, folders, tellsAtOnce: client.capabilities.has('IDLE') }
  } catch (error) {
    return { ok: false, problem: problemOf(error, settings) }
  } finally {
    client.close()
  }
}

/** The stored password, or null where another installation sealed it. */
export function openSecret(vault: Vault, sealed: Buffer): string | null {
  try {
    return vault.open(sealed)
  } catch {
    return null
  }
}

const isSameAccount = (before: ImapSettings | null, now: ImapSettings) =>
  before !== null &&
  before.host === now.host &&
  before.port === now.port &&
  before.user === now.user &&
  before.security === now.security

async function theMailbox(ctx: Context, id: string): Promise<store.ImapMailbox> {
  const found = await store.findImap(ctx.db, id)
  if (!found) throw new Refusal('not_found', { what: 'mailbox', id })
  return found
}

const shown = ({ settings, secret, state }: store.ImapMailbox): ShownImap => ({
  settings,
  hasPassword: secret !== null,
  health: {
    state: state.state ?? 'never',
    since: state.since ?? null,
    lastFetchAt: state.lastFetchAt ?? null,
    lastError: state.lastError ?? null,
    tooLarge: state.tooLarge?.length ?? 0,
  },
})
