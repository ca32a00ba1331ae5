import { sql } from 'kysely'
import { indexCases } from '../../src/features/search/store/indexing.ts'
import type { World } from '../world/world.ts'

/** What only those in the know may ever read. */
export const secret = 'Zephyr'

export interface Place {
  /** A restricted case of team 1; its message, note, task and draft hold the secret as well. */
  restricted: string
  replyOfRestricted: string
  taskOfRestricted: string
  /** Another task of it, that whoever comes second may take off. */
  spareTaskOfRestricted: string
  /** Asked for by the lead of team 1, given by a colleague there. */
  approvalOfRestricted: string
  /** A side conversation of it, with its one mail. */
  sideOfRestricted: string
  sideMessageOfRestricted: string
  /** A view of the agent of team 1 alone. */
  viewOfAgent1: string
  type: string
  /** Ids that exist, and one that does not. */
  elena: string
  sofia: string
  sessionOfElena: string
  team1: string
  meridian: string
  ingrid: string
  /** Of Meridian, with prepaid hours. */
  serviceContract: string
  entitlement: string
  product: string
  /** Of Meridian. */
  asset: string
  /** The shipped role of agents. */
  role: string
  stranger: string
}

export async function placeBehindDoors(world: World): Promise<Place> {
  const { db } = world.runtime
  const [mira, ana] = [world.as('mira'), world.as('ana')]
  const entitlement = '0195b0c0-0000-7000-8000-00000000d00f'
  const contract = await mira.entitlements.createContract({
    body: { accountId: world.accounts.meridian, ...termsWith(entitlement) },
  })
  const { id: restricted } = await mira.cases.createCase({
    body: {
      subject: `${secret} payments`,
      message: `What became of ${secret}?`,
      type: 'billing_dispute',
      contactId: world.contacts.ingrid,
      teamId: world.teams.accounts,
      ownerId: world.people.ana,
      restricted: true,
    },
  })
  const params = { id: restricted }
  await ana.conversations.sendReply({ params, body: { kind: 'note', text: `${secret} is known to us` } })
  const reply = await ana.conversations.sendReply({ params, body: { kind: 'reply', text: `We ask about ${secret}` } })
  await ana.conversations.saveDraft({
    params: { ...params, kind: 'reply' },
    body: { content: { text: `About ${secret}` } },
  })
  const side = await ana.sideconversations.startSideConversation({
    params,
    body: {
      kind: 'mail',
      subject: `${secret} parts`,
      text: `Do you know ${secret}?`,
      to: [{ email: 'parts@helvar.example' }],
      party: `Makers of ${secret}`,
    },
  })
  const said = await ana.sideconversations.listSideMessages({ params: { id: side.id }, query: {} })
  const task = await ana.tasks.addTask({ params, body: { title: `Call about ${secret}`, mandatory: true } })
  const spare = await ana.tasks.addTask({ params, body: { title: `Write to ${secret}` } })
  const approval = await mira.approvals.askApproval({
    params,
    body: {
      title: `${secret} may wait`,
      asks: `Does ${secret} wait?`,
      approvers: [{ who: 'person', personId: world.people.elena }],
    },
  })
  await world
    .as('elena')
    .approvals.decideApproval({ params: { id: approval.id }, body: { decision: 'approved', comment: `${secret} may` } })
  // A team that keeps to itself: who knows of its case is who knows of the other.
  const closed = await world.as('sofia').people.createTeam({
    body: { name: 'Works council', leadId: world.people.mira, memberIds: [world.people.ana], closed: true },
  })
  const { id: ofClosed } = await ana.cases.createCase({
    body: {
      subject: `${secret} at the works council`,
      message: `${secret} is nobody else’s business`,
      type: 'complaint',
      contactId: world.contacts.ingrid,
      teamId: closed.id,
      ownerId: world.people.ana,
    },
  })
  const view = await ana.cases.createView({ body: { name: `${secret} watch`, filter: {} } })
  await ana.cases.createCase({ body: { subject: 'An ordinary case', contactId: world.contacts.ingrid } })
  await indexCases(db, [restricted, ofClosed])
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', world.people.elena)
    .executeTakeFirstOrThrow()
  const product = await world.as('sofia').products.createProduct({ body: { name: 'Pump' } })
  const asset = await ana.products.createAsset({
    body: { serial: 'A-17', productId: product.id, accountId: world.accounts.meridian },
  })
  const { items: types } = await ana.types.listTypes({})
  const { items: roles } = await ana.people.listRoles({})
  return {
    restricted,
    replyOfRestricted: reply.id,
    sideOfRestricted: side.id,
    sideMessageOfRestricted: said.items[0]!.id,
    taskOfRestricted: task.id,
    spareTaskOfRestricted: spare.id,
    approvalOfRestricted: approval.id,
    viewOfAgent1: view.id,
    type: types[0]!.id,
    elena: world.people.elena,
    sofia: world.people.sofia,
    sessionOfElena: session.id,
    team1: world.teams.accounts,
    meridian: world.accounts.meridian,
    ingrid: world.contacts.ingrid,
    serviceContract: contract.id,
    entitlement,
    product: product.id,
    asset: asset.id,
    role: roles.find(({ kind }) => kind === 'agent')!.id,
    stranger: '00000000-0000-7000-8000-00000000dead',
  }
}

export const termsWith = (entitlement: string) => ({
  name: 'Care',
  startsOn: '2026-11-01',
  endsOn: '2027-10-31',
  timeZone: 'UTC',
  entitlements: [{ id: entitlement, name: 'Hours', kind: 'hours' as const, amount: 600 }],
})

/** Tables that record who came, not what was changed. */
const traces = ['session', 'sign_in_attempt', 'idempotency_key', 'presence', 'schema_migration']

/** What is known of the tables of each world, as long as nobody writes into them. */
const known = new WeakMap<World, Map<string, string>>()

/** A fingerprint of everything that is stored: equal before and after means that nothing was changed. */
export async function fingerprint(world: World): Promise<Record<string, string>> {
  const { db } = world.runtime
  const prints = known.get(world) ?? new Map<string, string>()
  const touched = known.has(world) ? await written(world) : await watchWriting(world)
  known.set(world, prints)
  if (touched.length > 0) {
    const parts = touched.map(
      (
        name,
      ) => sql`select ${name}::text as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print
      from ${sql.table(name)} t`,
    )
    const { rows } = await sql<{ name: string; print: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
    for (const { name, print } of rows) prints.set(name, print)
  }
  return Object.fromEntries(prints)
}

/** From now on each table into which a row is written is noted. Answers all of them. */
async function watchWriting({ runtime: { db } }: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db)
  const kept = rows.map(({ name }) => name).filter((name) => !traces.includes(name))
  await sql`create schema watching`.execute(db)
  await sql`create table watching.written (name text not null)`.execute(db)
  await sql`create function watching.note() returns trigger language plpgsql as
    $$ begin insert into watching.written values (tg_table_name); return null; end $$`.execute(db)
  for (const name of kept) {
    const on = sql`on ${sql.table(name)}`
    await sql`create trigger zz_watched after insert or update or delete ${on} for each row execute function watching.note()`.execute(
      db,
    )
    await sql`create trigger zz_emptied after truncate ${on} execute function watching.note()`.execute(db)
  }
  return kept
}

/** The tables that were written into since the last time. */
async function written({ runtime: { db } }: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`delete from watching.written returning name`.execute(db)
  return [...new Set(rows.map(({ name }) => name))]
}
