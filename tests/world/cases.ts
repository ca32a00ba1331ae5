import type { Insertable } from 'kysely'
import { idAt } from '../../src/platform/ids.ts'
import type { Cases, DB } from '../../src/platform/tables.gen.ts'
import type { World } from './world.ts'

type CaseFields = Partial<Insertable<Cases>>

/** A case that is simply there, without having been opened: for tests about who sees and counts it. */
export async function placeCase(world: World, fields: CaseFields = {}): Promise<string> {
  const { db } = world.runtime
  const at = world.now
  const type = await db.selectFrom('case_type').select(['id', 'version']).orderBy('key').executeTakeFirst()
  const { id: type_id, version: type_version } = type ?? (await placeType(world))
  const id = idAt(at)
  const row: Insertable<DB['cases']> = {
    id,
    subject: 'Invoice 3381 charged twice',
    type_id,
    type_version,
    stage: 'triage',
    stage_since: at,
    status: 'open',
    priority: 'medium',
    owner_id: world.people.ana,
    owner_since: at,
    team_id: world.teams.accounts,
    account_id: world.accounts.meridian,
    contact_id: world.contacts.ingrid,
    channel: 'email',
    created_at: at,
    updated_at: at,
    ...fields,
  }
  await db.insertInto('cases').values(row).execute()
  return id
}

async function placeType({ runtime, now }: World): Promise<{ id: string; version: number }> {
  const id = idAt(now)
  await runtime.db.insertInto('case_type').values({ id, key: 'general', created_at: now }).execute()
  await runtime.db
    .insertInto('case_type_version')
    .values({ case_type_id: id, version: 1, definition: '{}', created_at: now })
    .execute()
  return { id, version: 1 }
}
