import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { choices, type TermsFacts } from './policies.ts'

export interface Imagined {
  typeId: string | null
  priority: Priority
  accountId: string | null
  tier: string | null
  contractId: string | null
  teamId: string | null
  productId: string | null
  channel: string
  tags: string[]
}

/** What the choice of policy and calendars would look at for a case that is only imagined. What is named and is not there is null. */
export async function imaginedFacts(db: Db, asked: Imagined) {
  const { typeId, accountId, contractId, teamId, productId } = asked
  const { rows } = await sql<TermsFacts & { contractAccount: string | null }>`
    select ${choices}, case_type.key as type, case_type.id as "typeId", case_type.version as "typeVersion",
      product.id as product, team.id as team, account.id as account, coalesce(${asked.tier}::text, account.tier) as tier,
      team.calendar_id as "teamCalendarId", contract.id as contract,
      agreed.terms->>'calendarId' as "contractCalendarId", agreed.terms->>'policyId' as "contractPolicyId"
    from (select 1) as one
    left join case_type on case_type.id = ${typeId}
    left join product on product.id = ${productId}
    left join service_contract contract on contract.id = ${contractId}
    left join service_contract_version agreed on agreed.contract_id = contract.id and agreed.version = contract.version
    left join account on account.id = coalesce(${accountId}::uuid, contract.account_id)
    left join team on team.id = coalesce(${teamId}::uuid, case_type.team_id,
      (select team_id from queue where queue.id = case_type.queue_id), (select team_id from queue where is_default))`.execute(
    db,
  )
  const { priority, channel, tags } = asked
  return { ...rows[0]!, priority, channel, tags, custom: {}, queue: null, language: null, vip: null }
}
