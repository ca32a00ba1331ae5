import type { Context } from '../../../platform/context.ts'
import { insertLinkToken } from '../../../platform/link-tokens.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { secretHash } from '../../../platform/secrets.ts'
import { openVault } from '../../../platform/vault.ts'
import type { Credentials } from '../store/access.ts'
import * as access from '../store/access.ts'
import * as links from '../store/links.ts'
import { ownId } from './sessions.ts'

const stepSeconds = 30

/** A secret that waits for its first code; sign-in asks for codes only once it is confirmed. */
export async function beginTotp(ctx: Context): Promise<{ secret: string; uri: string; qr: string }> {
  const person = await own(ctx)
  if (person.totpConfirmedAt) throw new Refusal('already_exists')
  const [{ generateSecret, generateURI }, { toDataURL }] = await Promise.all([import('otplib'), import('qrcode')])
  const secret = generateSecret()
  await access.saveTotp(ctx.db, person.id, openVault(ctx.config.dataDir).seal(secret), null)
  const uri = generateURI({ issuer: 'Caseward', label: person.email, secret })
  return { secret, uri, qr: await toDataURL(uri, { margin: 1, width: 240 }) }
}

export async function confirmTotp(ctx: Context, code: string): Promise<void> {
  const person = await own(ctx)
  if (person.totpConfirmedAt) throw new Refusal('already_exists')
  if (!(await codeIsRight(ctx, person, code))) throw new Refusal('wrong_credentials')
  await access.saveTotp(ctx.db, person.id, person.totpSealed, ctx.now)
  await ctx.record({ name: 'person.two_step_switched_on', content: { personId: person.id } })
}

export async function removeTotp(ctx: Context, code: string): Promise<void> {
  const person = await own(ctx)
  if (!person.totpConfirmedAt) throw new Refusal('not_found')
  if (!(await codeIsRight(ctx, person, code))) throw new Refusal('wrong_credentials')
  await access.saveTotp(ctx.db, person.id, null, null)
  await ctx.record({ name: 'person.two_step_switched_off', content: { personId: person.id } })
}

/** Accepts the code of this step and its neighbours, each step once (RFC 6238 §5.2). */
export async function codeIsRight(ctx: Context, person: Credentials, code: string): Promise<boolean> {
  if (!person.totpSealed || !/^\d{6}$/.test(code.replace(/\s/g, ''))) return false
  const secret = unsealed(ctx, person.totpSealed)
  const { verifySync } = await import('otplib')
  const result = verifySync({
    secret,
    token: code.replace(/\s/g, ''),
    epoch: Math.floor(ctx.now.getTime() / 1000),
    epochTolerance: stepSeconds,
  })
  if (!result.valid || !('timeStep' in result)) return false
  await links.forgetExpiredLinks(ctx.db, person.id, 'totp_step', ctx.now)
  return insertLinkToken(ctx.db, {
    id: ctx.newId(),
    tokenHash: secretHash(`${person.id} ${secret} ${result.timeStep}`),
    purpose: 'totp_step',
    subjectId: person.id,
    at: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + 10 * stepSeconds * 1000),
  })
}

/** A database that was brought back without the key of its data folder cannot check any code. */
function unsealed(ctx: Context, sealed: Buffer): string {
  try {
    return openVault(ctx.config.dataDir).open(sealed)
  } catch {
    throw new Refusal('key_is_missing')
  }
}

/** Seals what an earlier version stored as it was; only the program can, because the key is not in the database. */
export async function sealOldSecrets(runtime: Runtime): Promise<void> {
  await inTransaction(runtime, systemActor, async ({ db, config }) => {
    const unsealed = await access.unsealedTotp(db)
    if (unsealed.length === 0) return
    const vault = openVault(config.dataDir)
    for (const { id, secret } of unsealed) await access.replaceBySealed(db, id, vault.seal(secret))
  })
}

async function own(ctx: Context): Promise<Credentials> {
  const person = await access.lockCredentials(ctx.db, ownId(ctx))
  if (!person) throw new Refusal('not_found')
  return person
}
