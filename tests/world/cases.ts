import type { Insertable } from 'kysely'
import { CaseTypeDefinition } from '../../src/features/casetypes/contract.ts'
import { idAt } from '../../src/platform/ids.ts'
import type { Cases, DB } from '../../src/platform/tables.gen.ts'
import type { World } from './world.ts'

type CaseFields = Partial<Insertable<Cases>>

/** A case that is simply there, without having been opened: for tests about who sees and counts it. */
export async function placeCase(world: World, fields: CaseFields = {}): Promise<string> {
  const { db } = world.runtime
  const at = world.now
  const type = await db
    .selectFrom('case_type_version')
    .innerJoin('case_type', (on) =>
      on.onRef('case_type.id', '=', 'case_type_id').onRef('case_type.version', '=', 'case_type_version.version'),
    )
    .select(['case_type.id', 'case_type.version', 'definition'])
    .where('case_type.key', '=', 'billing_dispute')
    .executeTakeFirstOrThrow()
  const [stage] = CaseTypeDefinition.parse(type.definition).stages
  const id = idAt(at)
  const row: Insertable<DB['cases']> = {
    id,
    subject: 'Invoice 3381 charged twice',
    type_id: type.id,
    type_version: type.version,
    stage: stage!.key,
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

type NewCase = Parameters<ReturnType<World['as']>['cases']['createCase']>[0]['body']

/** A restricted case of Ingrid's that Ana owns: Priya, of another team, may not know of it. */
export const privateCase = (world: World, more: Partial<NewCase> = {}) =>
  world.as('mira').cases.createCase({
    body: {
      subject: 'Private',
      message: 'P',
      contactId: world.contacts.ingrid,
      teamId: world.teams.accounts,
      ownerId: world.people.ana,
      restricted: true,
      ...more,
    },
  })
