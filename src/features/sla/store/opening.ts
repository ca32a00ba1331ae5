import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface Promised {
  tier: string | null
  /** Policies that current contracts of the account promise. */
  policyIds: string[]
}

/** What an account brings to the choice of a policy. */
export async function promisedTo(db: Db, accountId: string, now: Date): Promise<Promised> {
  const { rows } = await sql<Promised>`
    select account.tier, array(
      select distinct agreed.terms->>'policyId' from service_contract
        join service_contract_version agreed
          on agreed.contract_id = service_contract.id and agreed.version = service_contract.version
      where service_contract.account_id = account.id and agreed.terms->>'policyId' is not null
        and service_contract.starts_on <= ${now}::date
        and coalesce(service_contract.cancelled_on, service_contract.ends_on, 'infinity'::date) >= ${now}::date) as "policyIds"
    from account where account.id = ${accountId}`.execute(db)
  return rows[0] ?? { tier: null, policyIds: [] }
}
