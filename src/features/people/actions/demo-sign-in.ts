import type { Actor } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime } from '../../../platform/runtime.ts'
import * as access from '../store/access.ts'
import { requireOver } from './give-role.ts'
import { openSession, ownId, type Visitor } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

/**
 * Lets an administrator look around as a colleague of the demo company. Only people that the demo made can be looked as;
 * they have no password, and their sessions go with them. The administrator's own session ends, and the audit tells who
 * it was.
 */
export async function signInAsDemo(
  runtime: Runtime,
  actor: Actor,
  personId: string,
  visitor: Visitor,
): Promise<SignedIn> {
  return inTransaction(runtime, actor, async (ctx) => {
    ctx.require('people.edit')
    const person = await access.lockCredentials(ctx.db, personId)
    if (!person?.demo || person.deactivatedAt) throw new Refusal('not_found')
    ownId(ctx)
    await requireOver(ctx, personId)
    await ctx.record({
      name: 'person.looked_as',
      content: { personId: person.id, name: person.name, address: visitor.address },
    })
    return { token: await openSession(ctx, person.id, visitor), personId: person.id }
  })
}
