import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { CaseRecord } from './read.ts'

type Person = { name: string; email: string }

/** What the open case shows beside its row. */
export async function detailsOf(db: Db, record: CaseRecord) {
  const last = await lastLetter(db, record.id)
  const contact = record.contact_id ? await contactAddress(db, record.contact_id) : undefined
  const facts = await db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .innerJoin('person as duty', 'duty.id', 'team.lead_id')
    .leftJoin('person as resolver', 'resolver.id', 'cases.resolved_by')
    .leftJoin('mailbox', (join) =>
      join.on(sql<boolean>`mailbox.id = coalesce(cases.mailbox_id, (select id from mailbox where is_default))`),
    )
    .select([
      'duty.id as duty_id',
      'duty.name as duty_name',
      'resolver.id as resolver_id',
      'resolver.name as resolver_name',
      'mailbox.id as mailbox_id',
      'mailbox.address as mailbox_address',
    ])
    .where('cases.id', '=', record.id)
    .executeTakeFirstOrThrow()
  const because = await db
    .selectFrom('event')
    .select('content')
    .where('case_id', '=', record.id)
    .where('name', 'in', ['case.assigned', 'case.queued'])
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const reasons = (because?.content as { because?: string | string[] } | null)?.because
  const to: Person[] = last?.from_email
    ? [{ name: last.from_name ?? '', email: last.from_email }]
    : contact
      ? [contact]
      : []
  return {
    ownerBecause: (Array.isArray(reasons) ? reasons[0] : reasons) ?? null,
    dutyHolder: { id: facts.duty_id, name: facts.duty_name },
    resolvedBy: facts.resolver_id && facts.resolver_name ? { id: facts.resolver_id, name: facts.resolver_name } : null,
    mailbox:
      facts.mailbox_id && facts.mailbox_address ? { id: facts.mailbox_id, address: facts.mailbox_address } : null,
    replyTo: to,
    replyCc: await others(db, last, to),
  }
}

/** The last message of a person outside: whom an answer goes to. Machines are never answered. */
function lastLetter(db: Db, caseId: string) {
  return db
    .selectFrom('message')
    .select(['from_name', 'from_email', 'to_addresses', 'cc_addresses'])
    .where('case_id', '=', caseId)
    .where('direction', '=', 'in')
    .where('machine', '=', false)
    .where('from_email', 'is not', null)
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function contactAddress(db: Db, contactId: string): Promise<Person | undefined> {
  return db
    .selectFrom('contact')
    .innerJoin('contact_email', 'contact_email.contact_id', 'contact.id')
    .select(['contact.name', 'contact_email.email'])
    .where('contact.id', '=', contactId)
    .orderBy('contact_email.undeliverable_at', (order) => order.desc().nullsFirst())
    .orderBy('contact_email.position')
    .limit(1)
    .executeTakeFirst()
}

/** Everyone else the last letter was open to, our own addresses apart. */
async function others(db: Db, last: Awaited<ReturnType<typeof lastLetter>>, to: Person[]): Promise<Person[]> {
  const named = [...((last?.to_addresses ?? []) as Person[]), ...((last?.cc_addresses ?? []) as Person[])]
  if (named.length === 0) return []
  const own = await db.selectFrom('mailbox').select('address').execute()
  const ours = own.map((mailbox) => mailbox.address.toLowerCase().split('@') as [string, string])
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
