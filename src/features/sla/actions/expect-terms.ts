import type { Context } from '../../../platform/context.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { expectCase, type Opening } from '../../cases/actions/expect-case.ts'
import type { openingContract } from '../contract/opening.ts'
import { choosePolicy } from '../rules/terms.ts'
import { promisedTo } from '../store/opening.ts'
import { enabledPolicies } from '../store/policies.ts'

/** What a case would get if it were opened now, with the policy that its clocks would follow. */
export async function expectTerms(
  ctx: Context,
  opening: Opening,
): Promise<ResultOf<typeof openingContract.expectCase>> {
  const { accountId, vip, language, queueId, productId, tags, custom, ...expected } = await expectCase(ctx, opening)
  const account = accountId ? await promisedTo(ctx.db, accountId, ctx.now) : null
  const policies = await enabledPolicies(ctx.db)
  const { policy } = choosePolicy(policies, {
    type: expected.type.key,
    priority: expected.priority,
    channel: 'agent',
    team: expected.team.id,
    queue: queueId,
    account: accountId,
    tier: account?.tier ?? null,
    tag: tags,
    product: productId,
    custom,
    language,
    vip: vip ? 'yes' : 'no',
    contract: null,
  })
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
  return {
    ...expected,
    policy: policy && named(policy),
    promised: policies.filter(({ id }) => account?.policyIds.includes(id) && id !== policy?.id).map(named),
  }
}
