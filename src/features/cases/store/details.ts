import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { caseNumberOf } from '../rules/numbers.ts'
import type { MergedAsker } from '../rules/resolution-readers.ts'
import { type StageEvent, stagesVisited } from '../rules/visited.ts'
import { wasAsked } from './asked.ts'
import { gateSources } from './gates.ts'
import { caseRows } from './list.ts'
import { isId } from './read.ts'

type Person = { name: string; email: string }

interface Letter {
  from: Person
  to: Person[]
  cc: Person[]
}

/** All that the open case shows, in one question, by id or number and where the actor may see it. */
export async function findCaseToShow(db: Db, actor: Actor, ref: string) {
  const number = caseNumberOf(ref)
  if (number === null && !isId(ref)) return undefined
  const row = await shownCases(db, actor)
    .where((eb) => (number === null ? eb('cases.id', '=', ref) : eb('cases.number', '=', number)))
    .executeTakeFirst()
  return row && { row, extras: extrasOf(row) }
}

function shownCases(db: Db, actor: Actor) {
  return caseRows(db, actor)
    .innerJoin('person as duty', 'duty.id', 'team.lead_id')
    .leftJoin('person as resolver', 'resolver.id', 'cases.resolved_by')
    .leftJoin('product', 'product.id', 'cases.product_id')
    .leftJoin('asset', 'asset.id', 'cases.asset_id')
    .leftJoin('mailbox', (join) =>
      join.on(sql<boolean>`mailbox.id = coalesce(cases.mailbox_id, (select id from mailbox where is_default))`),
    )
    .select([
      'duty.id as duty_id',
      'duty.name as duty_name',
      'resolver.id as resolver_id',
      'resolver.name as resolver_name',
      'product.id as product_id',
      'product.name as product_name',
      'asset.id as asset_id',
      'asset.serial',
      'asset.warranty_until',
      'mailbox.id as mailbox_id',
      'mailbox.address as mailbox_address',
      lastLetter.as('letter'),
      contactAddress.as('contact'),
      mergedAskers.as('mergedAskers'),
      askersElsewhere.as('askersElsewhere'),
      whyOwned.as('because'),
      wasAsked.as('asked'),
      watchers.as('watchers'),
      stageEvents.as('stageEvents'),
      ...gateSources,
      ownAddresses.as('ownAddresses'),
    ])
}

/** What the open case shows beside its row. */
function extrasOf(facts: Awaited<ReturnType<ReturnType<typeof shownCases>['execute']>>[number]) {
  const { contact, because } = facts
  // What one account reads goes to nobody of another unless somebody names them.
  const elsewhere = facts.askersElsewhere.includes(facts.letter?.from.email.toLowerCase() ?? '')
  const letter = elsewhere ? null : facts.letter
  const to = whomToAnswer(letter?.from ?? null, contact, facts.mergedAskers)
  return {
    ownerBecause: (Array.isArray(because) ? because[0] : because) ?? null,
    dutyHolder: { id: facts.duty_id, name: facts.duty_name },
    resolvedBy: facts.resolver_id && facts.resolver_name ? { id: facts.resolver_id, name: facts.resolver_name } : null,
    mailbox:
      facts.mailbox_id && facts.mailbox_address ? { id: facts.mailbox_id, address: facts.mailbox_address } : null,
    product: facts.product_id && facts.product_name ? { id: facts.product_id, name: facts.product_name } : null,
    asset:
      facts.asset_id && facts.serial
        ? { id: facts.asset_id, serial: facts.serial, warrantyUntil: facts.warranty_until as string | null }
        : null,
    replyTo: to,
    reading: {
      contact: facts.contact_id ? { id: facts.contact_id, name: facts.contact_name ?? '' } : null,
      own: facts.mergedAskers.length > 0 ? contact : (letter?.from ?? contact),
      askers: facts.mergedAskers,
      ownAddresses: facts.ownAddresses,
    },
    replyCc: others(letter, to, facts.ownAddresses),
    watchers: facts.watchers,
    visited: stagesVisited(facts.stageEvents),
    tasks: facts.tasks,
    openChildren: facts.openChildren,
    approvals: facts.approvals,
    openSides: facts.openSides,
    uncoveredWork: facts.uncoveredWork,
  }
}

/** The last message of a person outside: whom an answer goes to. Machines are never answered. */
const lastLetter = sql<Letter | null>`(
  select json_build_object('from', json_build_object('name', coalesce(from_name, ''), 'email', from_email),
    'to', to_addresses, 'cc', cc_addresses)
  from message where case_id = cases.id and direction = 'in' and not machine and from_email is not null
  order by received_at desc, id desc limit 1)`

const contactAddress = sql<Person | null>`(
  select json_build_object('name', contact.name, 'email', contact_email.email)
  from contact join contact_email on contact_email.contact_id = contact.id where contact.id = cases.contact_id
  order by contact_email.undeliverable_at desc nulls first, contact_email.position limit 1)`

// Who moved to another account since is of that one, and what few may see is told to none who asked in the open.
const stillOfIt = sql`(contact.account_id = cases.account_id and merged.account_id = cases.account_id
  and (merged.restricted or not cases.restricted))`

/** Who asked in cases of the same account that went into this one, where that was somebody else; where they wrote from. */
const mergedAskers = sql<MergedAsker[]>`(
  select coalesce(json_agg(to_json(asker) order by asker.name, asker."contactId"), '[]') from (
    select distinct on (contact.id) contact.id as "contactId", contact.name, reached.email,
      json_build_object('id', merged.id, 'number', merged.number, 'subject', merged.subject,
        'language', merged.language) as "askedIn"
    from cases merged join contact on contact.id = merged.contact_id,
      lateral (select email from contact_email where contact_email.contact_id = contact.id
        order by undeliverable_at is null desc, (
          select max(message.received_at) from message where message.case_id in (cases.id, merged.id)
            and message.direction = 'in' and not message.machine
            and lower(message.from_email) = lower(contact_email.email)) desc nulls last,
          undeliverable_at desc, position limit 1) reached
    where merged.merged_into_id = cases.id and merged.contact_id is distinct from cases.contact_id and ${stillOfIt}
    order by contact.id, merged.number) asker)`

/** The addresses of others who asked in cases that went into this one; a case that is of nobody itself is anybody's. */
const askersElsewhere = sql<string[]>`(
  select coalesce(json_agg(lower(contact_email.email)), '[]')
  from cases merged join contact on contact.id = merged.contact_id
    join contact_email on contact_email.contact_id = contact.id
  where merged.merged_into_id = cases.id and merged.contact_id is distinct from cases.contact_id
    and (cases.contact_id is not null or cases.account_id is not null or cases.restricted)
    and ${stillOfIt} is not true)`

const whyOwned = sql<string | string[] | null>`(
  select content->'because' from event where case_id = cases.id and name in ('case.assigned', 'case.queued')
  order by at desc, seq desc limit 1)`

const watchers = sql<{ id: string; name: string }[]>`(
  select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name) order by person.name), '[]')
  from watcher join person on person.id = watcher.person_id where watcher.case_id = cases.id)`

const stageEvents = sql<StageEvent[]>`(
  select coalesce(json_agg(json_build_object('name', name, 'stage', content->'stage', 'stages', content->'stages')
    order by seq), '[]')
  from event where case_id = cases.id and (name in ('case.stage_set', 'case.reopened', 'case.migrated')
    or name = 'case.changed' and jsonb_exists(content->'fields', 'type')))`

const ownAddresses = sql<string[]>`(select coalesce(json_agg(address), '[]') from mailbox)`

/** Whoever wrote last; where people of one account had cases of their own, all of them, its own asker first. */
function whomToAnswer(last: Person | null, contact: Person | null, merged: readonly Person[]): Person[] {
  if (merged.length === 0) return last ? [last] : contact ? [contact] : []
  const all = [...(contact ? [contact] : []), ...merged, ...(last ? [last] : [])]
  return all.filter(({ email }, at) => at === all.findIndex((each) => each.email.toLowerCase() === email.toLowerCase()))
}

/** Everyone else the last letter was open to, our own addresses apart. */
function others(last: Letter | null, to: Person[], ownAddresses: readonly string[]): Person[] {
  const named = [...(last?.to ?? []), ...(last?.cc ?? [])]
  const ours = ownAddresses.map((address) => address.toLowerCase().split('@') as [string, string])
  const isOurs = (email: string) => {
    const [local = '', host] = email.toLowerCase().split('@')
    return ours.some(([name, domain]) => domain === host && (local === name || local.startsWith(`${name}+`)))
  }
  const seen = new Set(to.map((person) => person.email.toLowerCase()))
  return named.filter(({ email }) => {
    const key = email?.toLowerCase()
    if (!key || seen.has(key) || isOurs(key)) return false
    seen.add(key)
    return true
  })
}
