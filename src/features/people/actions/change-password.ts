import type { Actor } from '../../../platform/context.ts'
import { idAt } from '../../../platform/ids.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime } from '../../../platform/runtime.ts'
import { networkOf, signInAllowed } from '../rules/sign-in.ts'
import * as access from '../store/access.ts'
import * as attempts from '../store/sign-in.ts'
import { passwordHash, passwordIsRight } from './passwords.ts'
import { endSessionsOf } from './sessions.ts'

/** The own password; all other sessions end. Guessing the present one is slowed like signing in. */
export async function changePassword(
  runtime: Runtime,
  actor: Actor,
  change: { current: string; next: string },
  here: { address: string; token: string },
): Promise<void> {
  const person = actor.kind === 'person' && actor.id && (await access.findCredentials(runtime.db, { id: actor.id }))
  if (!person) throw new Refusal('not_allowed')
  const at = runtime.now()
  const attempt = { id: idAt(at), email: person.email.toLowerCase(), address: networkOf(here.address), at }
  await attempts.insertAttempt(runtime.db, attempt)
  const failures = await attempts.recentFailures(runtime.db, attempt)
  if (!signInAllowed(failures).allowed) {
    await attempts.forgetAttempt(runtime.db, attempt.id)
    throw new Refusal('too_many_attempts')
  }
  if (!(await passwordIsRight(person.passwordHash, change.current))) throw new Refusal('wrong_credentials')
  const hash = await passwordHash(change.next)
  await inTransaction(runtime, actor, async (ctx) => {
    const now = await access.lockCredentials(ctx.db, person.id)
    if (now?.passwordHash !== person.passwordHash) throw new Refusal('wrong_credentials')
    await attempts.markSucceeded(ctx.db, attempt)
    await access.savePassword(ctx.db, person.id, hash)
    await endSessionsOf(ctx, person.id, here.token)
    await ctx.record({ name: 'person.password_changed', content: { personId: person.id } })
  })
}
