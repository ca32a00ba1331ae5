import { applySettings } from '../../../platform/applied.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { installationSetting, setInstallation } from '../../../platform/installation.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime } from '../../../platform/runtime.ts'
import { openVault } from '../../../platform/vault.ts'
import type { Outgoing, OutgoingServer } from '../contract/outgoing.ts'
import { type OutgoingAccount, outgoingAccount, outgoingUrl, staysInside } from '../rules/outgoing.ts'
import { unusableAddress } from './compose.ts'
import * as store from './store.ts'

/** Where letters leave by, and where their links lead. */
export function outgoingShown({ config }: Pick<Runtime, 'config'>): Outgoing {
  const account = config.smtpOut === null ? null : outgoingAccount(config.smtpOut)
  return {
    server: account && {
      host: account.host,
      port: account.port,
      security: account.security,
      user: account.user,
      hasPassword: account.password !== null,
    },
    given: config.given.smtpOut,
    publicAddress: config.links,
    publicAddressGiven: config.given.url,
    linksStayInside: staysInside(new URL(config.links).hostname),
  }
}

/** Whoever decides how letters leave, and where their links lead, could read the invitations of everybody. */
function requireWayOut(ctx: Context): void {
  ctx.require('settings.edit')
  ctx.require('people.edit')
}

export async function setOutgoing(runtime: Runtime, actor: Actor, server: OutgoingServer | null): Promise<Outgoing> {
  await inTransaction(runtime, actor, async (ctx) => {
    requireWayOut(ctx)
    if (ctx.config.given.smtpOut)
      throw new Refusal('still_in_use', { because: 'CASEWARD_SMTP_OUT names the outgoing server' })
    const account = server && accountOf(ctx, server)
    const sealed = account && openVault(ctx.config.dataDir).seal(outgoingUrl(account)).toString('base64')
    await setInstallation(ctx.db, 'smtp_out', sealed, ctx.now)
    const { password: _, ...known } = account ?? { password: null }
    await ctx.record({ name: account ? 'outgoing_mail.set' : 'outgoing_mail.removed', content: known })
    ctx.changed({ kind: 'settings', id: 'outgoing-mail' })
  })
  await applySettings(runtime)
  return outgoingShown(runtime)
}

export async function setPublicAddress(runtime: Runtime, actor: Actor, address: string | null): Promise<Outgoing> {
  await inTransaction(runtime, actor, async (ctx) => {
    requireWayOut(ctx)
    if (ctx.config.given.url) throw new Refusal('still_in_use', { because: 'CASEWARD_URL names the public address' })
    const before = await installationSetting(ctx.db, 'public_address')
    const to = address && address.replace(/\/+$/, '')
    await setInstallation(ctx.db, 'public_address', to, ctx.now)
    await ctx.record({ name: 'public_address.set', content: { from: before, to } })
    ctx.changed({ kind: 'settings', id: 'public-address' })
  })
  await applySettings(runtime)
  return outgoingShown(runtime)
}

/** Signs in and sends one mail to whoever asks, from the address that speaks for the house. */
export async function testOutgoing(
  ctx: Context,
  server: OutgoingServer | undefined,
): Promise<{ ok: boolean; said: string }> {
  ctx.require('settings.edit')
  const relay = server ? outgoingUrl(accountOf(ctx, server)) : ctx.config.smtpOut
  if (relay === null) return { ok: false, said: 'No outgoing server is set yet. Enter one first.' }
  const from = await store.defaultSender(ctx.db)
  const to = ctx.actor.id ? await store.addressOf(ctx.db, ctx.actor.id) : undefined
  if (!from?.mailbox || !to || unusableAddress([to]) !== null)
    return { ok: false, said: 'There is no address to send from, or none of yours to send to.' }
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: relay,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    dnsTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const { host, port } = outgoingAccount(relay)
  try {
    await transport.verify()
    await transport.sendMail({
      from: { name: from.organisation ?? 'Caseward', address: from.mailbox },
      to,
      subject: 'Outgoing mail works',
      text: `This mail left by ${host}, port ${port}. What your customers are answered leaves the same way.`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { ok: true, said: `${host} took a mail from ${from.mailbox} to ${to}. Look whether it arrived.` }
  } catch (error) {
    const because = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : String(error)
    return { ok: false, said: `${host}, port ${port}, did not take the mail: ${because}` }
  } finally {
    transport.close()
  }
}

/** A stored password is only ever used where it was given for, so that nobody can have it sent to another server. */
function accountOf({ config }: Context, { host, port, security, user, password }: OutgoingServer): OutgoingAccount {
  const wanted = { host, port, security, user: user ?? null, password: password ?? null }
  if (wanted.user === null || wanted.password !== null) return wanted
  const known = config.smtpOut === null || config.given.smtpOut ? null : outgoingAccount(config.smtpOut)
  const same = known?.host === host && known.port === port && known.user === user && known.security === security
  if (!same || known.password === null)
    throw new Refusal('malformed', { fields: [{ path: 'password', message: 'needed for this server and user' }] })
  return { ...wanted, password: known.password }
}
