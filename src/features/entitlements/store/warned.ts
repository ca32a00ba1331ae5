import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** The named agent of an account; where there is none, those who keep contracts: sales, else managers, else administrators. */
export async function whoToWarn(db: Db, accountId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string; place: number }>`
    select person.id, person.name, case when person.id = account.named_agent_id then 0
      when person.role = 'sales' then 1 when person.role = 'manager' then 2 else 3 end as place
    from person, account where account.id = ${accountId} and person.deactivated_at is null
      and (person.id = account.named_agent_id or person.role in ('sales', 'manager', 'admin'))
    order by place, person.name`.execute(db)
  return rows.filter(({ place }) => place === rows[0]!.place).map(({ id, name }) => ({ id, name }))
}
