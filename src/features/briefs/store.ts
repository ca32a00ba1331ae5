import { sql } from 'kysely'
import type { Db } from '../../platform/context.ts'
import { stageOf } from '../casetypes/rules/stages.ts'
import { asPublished } from '../casetypes/rules.ts'
import type { BriefFacts, Word } from './rules.ts'

interface Row extends Omit<BriefFacts, 'nextStep' | 'promises' | 'approvals'> {
  id: string
  nextStep: string | null
  nextWhose: string | null
  nextPerson: string | null
  nextDueAt: Date | null
  definition: unknown
  openTasks: { title: string; owner: string | null; dueAt: Date | null }[]
  promises: { said: string; owner: string | null; dueAt: string }[]
  approvals: { title: string; waitsFor: string[]; dueAt: string | null }[]
}

/** Of a message that people wrote and that counts. */
const counts = sql`message.undone_at is null and not message.automatic and not message.machine
  and not message.bounce and message.uncounted_since is null`
const fromUs = sql`message.public and ${counts}
  and ((message.direction = 'out' and message.kind <> 'call') or message.kind = 'call')`
const fromCustomer = sql`message.direction = 'in' and message.kind <> 'call' and ${counts}`

/** The facts of cases, by their ids, each read once however many there are. */
export async function factsOf(db: Db, caseIds: readonly string[]): Promise<Map<string, BriefFacts>> {
  if (caseIds.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select cases.id, cases.subject, cases.status, cases.priority, cases.stage, published.definition,
      contact.name as contact, account.name as account,
      cases.next_step as "nextStep", cases.next_step_whose as "nextWhose", whose.name as "nextPerson",
      cases.next_step_due_at as "nextDueAt", cases.due_at as "dueAt", cases.due_metric as "dueMetric",
      (select coalesce(json_agg(json_build_object('title', task.title, 'owner', person.name, 'dueAt', task.due_at)
          order by task.position, task.id), '[]')
        from task left join person on person.id = task.owner_id
        where task.case_id = cases.id and task.kind = 'task' and task.done_at is null and task.cancelled_at is null
          and task.promise is null) as "openTasks",
      (select coalesce(json_agg(json_build_object('said', task.promise_said, 'owner', person.name, 'dueAt', task.due_at)
          order by task.due_at, task.id), '[]')
        from task left join person on person.id = task.owner_id
        where task.case_id = cases.id and task.promise is not null and task.done_at is null and task.cancelled_at is null
      ) as promises,
      (select coalesce(json_agg(json_build_object('title', approval.title, 'dueAt', approval.due_at, 'waitsFor', array(
          select coalesce(other.name, asked.name) from approval_vote vote join person asked on asked.id = vote.person_id
            left join person other on other.id = vote.stand_in_id
          where vote.approval_id = approval.id and vote.decision is null
            and (other.id is not null or asked.deactivated_at is null) order by vote.position))
          order by approval.requested_at, approval.id), '[]')
        from approval where approval.case_id = cases.id and approval.state = 'waiting') as approvals,
      (select json_build_object('level', escalation.level, 'reason', escalation.reason) from escalation
        where escalation.case_id = cases.id and escalation.ended_at is null and cases.escalation_level > 0
        order by escalation.level desc, escalation.at desc limit 1) as escalation,
      array(select task.title from task where task.case_id = cases.id and task.kind = 'task' and task.done_at is not null
        order by task.done_at, task.id) as "doneTasks",
      (select coalesce(visible_text, text) from message where case_id = cases.id and ${fromCustomer} order by received_at, id limit 1) as "firstAsk",
      ${lastWord(fromCustomer)} as "lastFromCustomer", ${lastWord(fromUs)} as "lastFromUs",
      (select count(*)::int from message where case_id = cases.id and ${fromUs} and kind <> 'call') as replies,
      (select count(*)::int from message where case_id = cases.id and ${counts} and kind = 'call') as calls,
      array(select event.content->>'from' from event where event.case_id = cases.id and event.name = 'case.stage_set'
        order by event.seq) as stages
    from cases
      join case_type_version published on published.case_type_id = cases.type_id and published.version = cases.type_version
      left join contact on contact.id = cases.contact_id
      left join account on account.id = cases.account_id
      left join person whose on whose.id = cases.next_step_person_id
    where cases.id = any(${[...caseIds]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, factsFrom(row)]))
}

const lastWord = (said: ReturnType<typeof sql>) => sql`(
  select json_build_object('at', message.received_at, 'by', coalesce(person.name, message.from_name), 'text', coalesce(message.visible_text, message.text))
  from message left join person on person.id = message.author_id
  where message.case_id = cases.id and ${said} order by message.received_at desc, message.id desc limit 1)`

function factsFrom({ nextWhose, nextPerson, nextDueAt, definition, ...row }: Row): BriefFacts {
  return {
    ...row,
    stage: stageOf(asPublished(definition), row.stage)?.label ?? row.stage,
    nextStep:
      row.nextStep && nextWhose ? { text: row.nextStep, whose: nextWhose, person: nextPerson, dueAt: nextDueAt } : null,
    promises: row.promises.map((each) => ({ ...each, dueAt: new Date(each.dueAt) })),
    approvals: row.approvals.map((each) => ({ ...each, dueAt: each.dueAt ? new Date(each.dueAt) : null })),
    openTasks: row.openTasks.map((task) => ({ ...task, dueAt: task.dueAt && new Date(task.dueAt) })),
    lastFromCustomer: wordOf(row.lastFromCustomer),
    lastFromUs: wordOf(row.lastFromUs),
    stages: [...new Set(row.stages)],
  }
}

/** As JSON it came with its instant as text. */
const wordOf = (word: Word | null): Word | null => word && { ...word, at: new Date(word.at) }

/** What happened on a case after an instant. */
export async function since(db: Db, caseId: string, at: Date) {
  const after = sql`case_id = cases.id and received_at > ${at}`
  const { rows } = await sql<{
    fromCustomer: number
    replies: number
    calls: number
    stages: string[]
    lastFromCustomer: Word | null
  }>`
    select
      (select count(*)::int from message where ${after} and ${fromCustomer}) as "fromCustomer",
      (select count(*)::int from message where ${after} and ${fromUs} and kind <> 'call') as replies,
      (select count(*)::int from message where ${after} and ${counts} and kind = 'call') as calls,
      array(select event.content->>'to' from event where event.case_id = cases.id and event.name = 'case.stage_set'
        and event.at > ${at} order by event.seq) as stages,
      ${lastWord(sql`${fromCustomer} and message.received_at > ${at}`)} as "lastFromCustomer"
    from cases where cases.id = ${caseId}`.execute(db)
  const row = rows[0]!
  return { ...row, lastFromCustomer: wordOf(row.lastFromCustomer) }
}
