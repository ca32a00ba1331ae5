import { idAt } from '../../../platform/ids.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { networkOf, signInAllowed } from '../rules/sign-in.ts'
import * as access from '../store/access.ts'
import * as attempts from '../store/sign-in.ts'
import { passwordIsRight } from './passwords.ts'
import { openSession, type Visitor } from './sessions.ts'
import { codeIsRight } from './totp.ts'

export interface SignIn {
  email: string
  password: string
  code?: string | undefined
}

export interface SignedIn {
  token: string
  personId: string
}

/**
 * Signs a person in. The attempt is written as failed before anything is compared and turned into a success at the end,
 * so that guesses made at once cannot slip past the limits; hashing happens outside of any transaction.
 */
export async function signIn(runtime: Runtime, { email, password, code }: SignIn, visitor: Visitor): Promise<SignedIn> {
  const at = runtime.now()
  const attempt = { id: idAt(at), email: email.toLowerCase(), address: networkOf(visitor.address), at }
  await attempts.insertAttempt(runtime.db, attempt)
  const decision = signInAllowed(await attempts.recentFailures(runtime.db, attempt))
  if (!decision.allowed) {
    await attempts.forgetAttempt(runtime.db, attempt.id)
    throw new Refusal('too_many_attempts')
  }
  const person = await access.findCredentials(runtime.db, { email })
  const right = await passwordIsRight(person?.passwordHash, password)
  if (!person || !right || person.deactivatedAt) throw new Refusal('wrong_credentials')
  if (person.totpConfirmedAt && !code) {
    await attempts.forgetAttempt(runtime.db, attempt.id)
    throw new Refusal('code_needed')
  }
  return inTransaction(runtime, systemActor, async (ctx) => {
    const now = await access.lockCredentials(ctx.db, person.id)
    if (!now || now.passwordHash !== person.passwordHash || now.deactivatedAt) throw new Refusal('wrong_credentials')
    if (now.totpConfirmedAt && !(await codeIsRight(ctx, now, code ?? ''))) throw new Refusal('wrong_credentials')
    await attempts.markSucceeded(ctx.db, attempt)
    const token = await openSession(ctx, person.id, visitor)
    await ctx.record({
      name: 'person.signed_in',
      content: { personId: person.id, name: person.name, address: visitor.address },
    })
    return { token, personId: person.id }
  })
}
