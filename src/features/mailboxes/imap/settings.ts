import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { openVault, type Vault } from '../../../platform/vault.ts'
import { outcomesUntil, relayShown, type StepOutcome, silenceOf } from '../rules/health.ts'
import { transportTo } from '../sending/transport.ts'
import { clientFor, failedStep, problemOf } from './connect.ts'
import type { ImapSettings, ShownImap, WrittenImap } from './contract.ts'
import * as store from './store.ts'

export async function getImap(ctx: Context, id: string): Promise<ShownImap> {
  ctx.require('settings.read')
  return shownNow(ctx, id)
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
  return shownNow(ctx, id)
}

export async function removeImap(ctx: Context, id: string): Promise<void> {
  ctx.require('settings.edit')
  await theMailbox(ctx, id)
  await store.saveSettings(ctx.db, id, { settings: null, secret: null, state: {} })
  await ctx.record({ name: 'mailbox.imap_removed', content: { mailboxId: id } })
  ctx.changed({ kind: 'settings', id })
}

export type Tried =
  | { ok: true; messages: number; unseen: number; folders: string[]; tellsAtOnce: boolean; steps: StepOutcome[] }
  | { ok: false; problem: string; steps: StepOutcome[] }

/** Signs in, looks, and leaves everything as it is. */
export async function testImap(ctx: Context, id: string, written: WrittenImap | undefined): Promise<Tried> {
  ctx.require('settings.edit')
  const stored = await theMailbox(ctx, id)
  const settings = written ?? stored.settings
  const send = await tryWayOut(ctx.config.smtpOut)
  if (!settings) return { ok: false, problem: 'This mailbox has no mail server yet. Enter one first.', steps: [send] }
  const usable = stored.secret !== null && isSameAccount(stored.settings, settings)
  const password = written?.password ?? (usable ? openSecret(openVault(ctx.config.dataDir), stored.secret!) : null)
  if (password === null) return { ok: false, problem: 'Enter the password for this server and user.', steps: [send] }
  const client = await clientFor(settings, password)
  try {
    await client.connect()
    const { exists } = await client.mailboxOpen(settings.folder, { readOnly: true })
    const unseen = (await client.search({ seen: false }, { uid: true })) || []
    const folders = (await client.list()).map(({ path }) => path).slice(0, 500)
    const tellsAtOnce = client.capabilities.has('IDLE')
    const steps = [
      ...outcomesUntil(null, saidOf(settings, client, { exists, unseen: unseen.length, tellsAtOnce })),
      send,
    ]
    return { ok: true, messages: exists, unseen: unseen.length, folders, tellsAtOnce, steps }
  } catch (error) {
    const problem = problemOf(error, settings)
    return {
      ok: false,
      problem,
      steps: [...outcomesUntil({ step: failedStep(error), problem }, saidOf(settings, client, null)), send],
    }
  } finally {
    client.close()
  }
}

/** Each step that went well, in words. */
function saidOf(
  { host, port, security, user, folder }: ImapSettings,
  client: Awaited<ReturnType<typeof clientFor>>,
  found: { exists: number; unseen: number; tellsAtOnce: boolean } | null,
) {
  const secured = client.secureConnection
  const mails = found && `${found.exists} mails in ${folder}, ${found.unseen} of them unread`
  return {
    connect: `${host} answers on port ${port}`,
    secure: secured
      ? `the connection is encrypted${security === 'starttls' ? ' by STARTTLS' : ''} and the certificate is valid`
      : 'the connection is not encrypted: passwords can be read on the way',
    sign_in: `signed in as ${user}`,
    folder: found
      ? `${mails}; ${found.tellsAtOnce ? 'new mail is told at once' : 'the server does not tell of new mail, so it is looked for every two minutes'}`
      : `${folder} is there`,
  }
}

/** Connects to the relay and signs in where it asks for it; sends nothing. */
async function tryWayOut(relay: string | null): Promise<StepOutcome> {
  const shownRelay = relayShown(relay)
  if (!relay || !shownRelay)
    return {
      step: 'send',
      ok: null,
      said: 'no outgoing server is set; replies are kept on their case and do not leave',
    }
  try {
    await (await transportTo(relay)).verify()
    return { step: 'send', ok: true, said: `${shownRelay.host} takes mail on port ${shownRelay.port}` }
  } catch (error) {
    const because = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : String(error)
    return {
      step: 'send',
      ok: false,
      said: `${shownRelay.host} port ${shownRelay.port} does not take mail: ${because}`,
    }
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

async function shownNow(ctx: Context, id: string): Promise<ShownImap> {
  const { settings, secret, state } = await theMailbox(ctx, id)
  const { lastMailAt, usualGapSeconds, silent } = silenceOf(await store.lastArrivals(ctx.db, id), ctx.now)
  const failing = state.state === 'failing'
  return {
    settings,
    hasPassword: secret !== null,
    outgoing: relayShown(ctx.config.smtpOut),
    health: {
      state: state.state ?? 'never',
      since: state.since ?? null,
      lastFetchAt: state.lastFetchAt ?? null,
      lastError: state.lastError ?? null,
      tooLarge: state.tooLargeUnread ?? state.tooLarge?.length ?? 0,
      nextTryAt: failing ? (state.nextTryAt ?? null) : null,
      signInRefused: failing && state.signInRefused === true,
      lastMailAt: lastMailAt?.toISOString() ?? null,
      usualGapSeconds,
      silent,
    },
  }
}
