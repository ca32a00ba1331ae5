import type { Insertable } from 'kysely'
import { idAt } from '../../src/platform/ids.ts'
import type { Cases } from '../../src/platform/tables.gen.ts'
import type { World } from './world.ts'

/** A type with the fewest stages, written directly: for tests of what reads cases, whatever wrote them. */
export async function storeType(world: World): Promise<string> {
  const id = idAt(world.now)
  const stages = (['new', 'open', 'pending', 'on_hold', 'resolved', 'closed'] as const).map((status) => ({
    key: status,
    label: status,
    customerLabel: status,
    status,
  }))
  const definition = JSON.stringify({ name: 'Plain question', stages, silenceHours: 72 })
  await world.runtime.db
    .insertInto('case_type')
    .values({ id, key: `plain_${id.slice(-8).replaceAll(/[^a-z]/g, 'x')}`, created_at: world.now })
    .execute()
  await world.runtime.db
    .insertInto('case_type_version')
    .values({ case_type_id: id, version: 1, definition, created_at: world.now })
    .execute()
  return id
}

/** An open, well-governed case of Ana's, but for what is said. */
export async function storeCase(
  world: World,
  typeId: string,
  change: Partial<Insertable<Cases>> = {},
): Promise<string> {
  const id = idAt(world.now)
  const status = change.status ?? 'open'
  await world.runtime.db
    .insertInto('cases')
    .values({
      id,
      subject: 'Freezer alarm',
      type_id: typeId,
      type_version: 1,
      stage: status,
      stage_since: world.now,
      status,
      priority: 'medium',
      owner_id: world.people.ana,
      team_id: world.teams.accounts,
      channel: 'agent',
      next_step: 'Look again',
      next_step_whose: 'us',
      next_step_due_at: new Date(world.now.getTime() + 86_400_000),
      created_at: world.now,
      updated_at: world.now,
      ...change,
    })
    .execute()
  return id
}

export async function storeMessage(
  world: World,
  caseId: string,
  text: string,
  change: { kind?: string; undone_at?: Date } = {},
): Promise<void> {
  await world.runtime.db
    .insertInto('message')
    .values({
      id: idAt(world.now),
      case_id: caseId,
      kind: 'email',
      direction: 'in',
      public: true,
      text,
      received_at: world.now,
      created_at: world.now,
      ...change,
    })
    .execute()
}
