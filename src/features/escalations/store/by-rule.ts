import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import { deleteAtVersion, updateAtVersion } from '../../../platform/versions.ts'
import { lowestFirst } from '../../cases/rules/priorities.ts'
import { visibleTo } from '../../cases/visible.ts'
import { type EscalationRule, RuleDefinition } from '../contract/by-rule.ts'
import type { RuleFacts } from '../rules/by-rule.ts'

const ruleRows = (db: Db) =>
  db.selectFrom('escalation_rule').select(['id', 'version', 'name', 'definition', 'disabled_at'])

type RuleRow = { id: string; version: number; name: string; definition: unknown; disabled_at: Date | null }

const shown = ({ id, version, name, definition, disabled_at }: RuleRow): EscalationRule => ({
  ...RuleDefinition.parse(definition),
  id,
  version,
  name,
  disabled: disabled_at !== null,
})

export async function allRules(db: Db): Promise<EscalationRule[]> {
  const rows = await ruleRows(db)
    .orderBy(sql`(definition->>'level')::int desc`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(shown)
}

export const rulesOn = async (db: Db): Promise<EscalationRule[]> =>
  (await allRules(db)).filter(({ disabled }) => !disabled)

export async function findRule(db: Db, id: string): Promise<EscalationRule | undefined> {
  const row = await ruleRows(db).where('id', '=', id).executeTakeFirst()
  return row && shown(row)
}

export async function insertRule(db: Db, { id, name, definition }: Written, at: Date): Promise<void> {
  await db
    .insertInto('escalation_rule')
    .values({ id, name, definition: JSON.stringify(definition), created_at: at })
    .execute()
}

interface Written {
  id: string
  name: string
  definition: RuleDefinition
}

/** False when `version` is no longer the current one. */
export const updateRule = (
  db: Db,
  version: number,
  { id, name, definition, disabledAt }: Written & { disabledAt: Date | null },
): Promise<boolean> =>
  updateAtVersion(db, 'escalation_rule', id, version, {
    name,
    definition: JSON.stringify(definition),
    disabled_at: disabledAt,
  })

/** False when `version` is no longer the current one. */
export const deleteRule = (db: Db, id: string, version: number): Promise<boolean> =>
  deleteAtVersion(db, 'escalation_rule', id, version)

/** What the rules see of these cases. */
export async function ruleFactsOf(db: Db, ids: readonly string[]): Promise<Map<string, RuleFacts>> {
  const rows = await ruleFacts(db)
    .where('cases.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** What a rule asks of a case's own columns. */
export function narrowed({ level, reopened, conditions }: RuleDefinition) {
  const least = conditions.flatMap(({ field, is, values }) =>
    field === 'priority' && is === 'at_least' ? lowestFirst.findIndex((each) => each === values[0]) : [],
  )
  return { level, reopened: reopened ?? 0, priorities: lowestFirst.slice(Math.max(0, ...least)) }
}

interface Asked {
  level: number
  reopened: number
  priorities: readonly string[]
  after: string | null
  limit: number
}

/** Open cases below a level in order of id, as far as that can be asked of their own columns; all, or the reader's. */
export function candidates(db: Db, asked: Asked, reader: Actor | 'everybody') {
  return ruleFacts(db)
    .$if(reader !== 'everybody', (query) =>
      query.where((eb) => visibleTo(reader as Actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>)),
    )
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('cases.escalation_level', '<', asked.level)
    .where('cases.reopened_count', '>=', asked.reopened)
    .where('cases.priority', 'in', [...asked.priorities])
    .$if(asked.after !== null, (query) => query.where('cases.id', '>', asked.after!))
    .orderBy('cases.id')
    .limit(asked.limit)
    .execute()
}

function ruleFacts(db: Db) {
  return db
    .selectFrom('cases')
    .innerJoin('case_type', 'case_type.id', 'cases.type_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('case_coverage', 'case_coverage.case_id', 'cases.id')
    .select(['cases.id', 'cases.escalation_level as level', 'cases.reopened_count as reopened', 'cases.priority'])
    .select(['case_type.key as type', 'cases.channel', 'cases.team_id as team', 'cases.queue_id as queue'])
    .select(['cases.account_id as account', 'account.tier', 'case_coverage.contract_id as contract', 'cases.tags'])
    .select(['cases.language', 'contact.vip', 'cases.product_id as product', 'cases.custom'])
    .select(
      sql<number>`(select count(*)::int from message where message.case_id = cases.id and message.direction = 'in'
        and message.kind <> 'call' and not message.machine and not message.automatic and not message.bounce
        and message.undone_at is null
        and message.received_at > coalesce(cases.last_public_reply_at, '-infinity'))`.as('unanswered'),
    )
}

/** What these cases are called and whose they are, those that the reader may see, in the order of the ids. */
export async function namesOfCases(db: Db, actor: Actor, ids: readonly string[], limit: number) {
  if (ids.length === 0) return []
  return db
    .selectFrom('cases')
    .leftJoin('person as owner', 'owner.id', 'cases.owner_id')
    .select(['cases.id', 'cases.number', 'cases.subject', 'owner.id as ownerId', 'owner.name as owner'])
    .where('cases.id', 'in', [...ids])
    .where((eb) => visibleTo(actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>))
    .orderBy('cases.number', 'desc')
    .limit(limit)
    .execute()
}

export async function levelNames(db: Db): Promise<Map<number, string>> {
  const rows = await db.selectFrom('escalation_level').select(['level', 'name']).execute()
  return new Map(rows.map(({ level, name }) => [level, name]))
}

/** Only one change of the names at a time. */
export async function holdLevels(db: Db): Promise<void> {
  await sql`lock table escalation_level in share row exclusive mode`.execute(db)
}

export async function saveLevelNames(db: Db, names: readonly string[]): Promise<void> {
  await db
    .insertInto('escalation_level')
    .values(names.map((name, at) => ({ level: at + 1, name })))
    .onConflict((conflict) => conflict.column('level').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })))
    .execute()
}
