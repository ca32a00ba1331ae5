import type { Actor, Context } from '../../../platform/context.ts'
import type { ReadHolidays } from '../../calendars/actions/ask-holidays.ts'
import { seedCountryCalendar } from '../../calendars/actions/sources.ts'
import type { CountryChoice } from '../../calendars/contract/sources.ts'
import type { OpeningHours } from '../../calendars/contract.ts'
import { rightsOf } from '../../people/rules.ts'
import { seedPolicy } from '../../sla/actions/seed-time.ts'
import { accounts, type DemoAccount } from '../rules/company/accounts.ts'
import { type DemoContact, domainOf } from '../rules/company/contacts.ts'
import {
  type ColleagueKey,
  colleagues,
  mailOf,
  managers,
  onLeave,
  plain,
  type SkillKey,
  skills,
  type TeamKey,
  teams,
} from '../rules/company/people.ts'
import { type DemoQueue, type QueueKey, queues } from '../rules/company/routing.ts'
import { demoPolicies, targetsFor } from '../rules/promises.ts'
import { DAY, HOUR, MINUTE } from '../rules/timing.ts'
import { isInUse } from '../store/lent.ts'
import * as store from '../store/loading.ts'
import { makeProducts } from './make-products.ts'

export interface Company {
  actors: Readonly<Record<ColleagueKey, Actor>>
  actorById: ReadonlyMap<string, Actor>
  teamIds: Readonly<Record<TeamKey, string>>
  queueIds: Readonly<Record<QueueKey, string>>
  leads: Readonly<Record<TeamKey, Actor>>
  /** By address. */
  contactIds: ReadonlyMap<string, string>
  /** By name. */
  accountIds: ReadonlyMap<string, string>
  /** What stands there, by name of the account. */
  assetIds: ReadonlyMap<string, readonly string[]>
}

/** The hours of the installation, with the holidays of Norrvik's country. */
interface OpeningTimes {
  usual: OpeningHours
  country: CountryChoice
  holidays: ReadHolidays
}

/** Norrvik itself and its customers, as they stand now. `ctx` acts on the day on which Norrvik came to be here. */
export async function makeCompany(
  ctx: Context,
  contacts: readonly DemoContact[],
  { usual, country, holidays }: OpeningTimes,
  now: Date,
): Promise<Company> {
  const calendarId = await seedCountryCalendar(ctx, 'Norrvik', usual, country, holidays)
  await store.markCalendar(ctx.db, calendarId)
  const company = await makePeople(ctx, calendarId, now)
  const customers = await makeCustomers(ctx, company, contacts, now)
  const { assetIds, productIds } = await makeProducts(ctx, customers.accountIds, now)
  await makePromises(ctx, company, productIds.get('Chiller K 8')!)
  return { ...company, ...customers, assetIds }
}

async function makePeople(
  ctx: Context,
  calendarId: string,
  now: Date,
): Promise<Omit<Company, 'contactIds' | 'accountIds' | 'assetIds'>> {
  const taken = await store.placeNames(ctx.db)
  const aside = await isInUse(ctx.db)
  const ids = idsFor(ctx, colleagues)
  const teamIds = idsFor(ctx, teams)
  const queueIds = idsFor(ctx, queues)
  const inUse = await store.addressesInUse(ctx.db)
  // Whoever runs the installation may have the address of a colleague of the demo company; both keep theirs.
  const addressOf = (name: string) => (inUse.has(mailOf(name)) ? mailOf(name).replace('@', '.demo@') : mailOf(name))
  // Types send cases to teams by name: those of a house at work are led nowhere by this.
  const own = (name: string) => (aside || taken.has(name.toLowerCase()) ? `${name} (Norrvik)` : name)
  const at = { created_at: ctx.now, demo: true }
  const teamEntries = entries(teams).map(([key, team]) => ({
    key,
    ...team,
    name: own(team.name),
  }))
  await store.insertPeople(ctx.db, {
    people: entries(colleagues).map(([key, { name, role, title, capacity, phone }]) => ({
      ...at,
      id: ids[key],
      name,
      email: addressOf(name),
      role,
      title,
      phone,
      capacity,
      manager_id: managers[key] ? ids[managers[key]] : null,
      // They were here all the time that the cases tell of.
      created_at: new Date(now.getTime() - 400 * DAY),
      status: 'online',
      status_since: new Date(now.getTime() - HOUR),
      ...(key === onLeave && { away_until: new Date(now.getTime() + 6 * DAY), away_reason: 'Parental leave' }),
    })),
    teams: teamEntries.map(({ key, name, lead }) => ({
      ...at,
      id: teamIds[key],
      name,
      lead_id: ids[lead],
      calendar_id: calendarId,
    })),
    queues: entries<QueueKey, DemoQueue>(queues).map(([key, queue], place) => ({
      // The oldest one of a team is where its cases go by themselves.
      created_at: new Date(ctx.now.getTime() + place * MINUTE),
      demo: true,
      id: queueIds[key],
      name: own(queue.name),
      team_id: teamIds[queue.team],
      mode: queue.mode,
      takes_first: queue.takesFirst,
      offer_minutes: queue.offerMinutes,
      counts_in: queue.countsIn ?? 'all_hours',
      relax_minutes: queue.relaxMinutes,
      fallback_minutes: queue.fallbackMinutes,
      routing_minutes: queue.routingMinutes,
    })),
    fallbacks: entries<QueueKey, DemoQueue>(queues).flatMap(([key, { fallbacks }]) =>
      fallbacks.map((team, place) => ({ queue_id: queueIds[key], team_id: teamIds[team], step: place + 1 })),
    ),
    members: entries(colleagues).flatMap(([key, { team }]) =>
      team ? [{ team_id: teamIds[team], person_id: ids[key] }] : [],
    ),
  })
  await store.insertSkills(ctx.db, {
    skills: entries(skills).map(([key, skill]) => ({ id: ctx.newId(), key, ...skill, words: [...skill.words] })),
    held: entries(colleagues).flatMap(([key, colleague]) =>
      entries(colleague.skills as Readonly<Record<SkillKey, number>>).map(([skill, level]) => ({
        personId: ids[key],
        key: skill,
        level,
        until: skill === 'refrigerants' ? dayIn(now, 40) : null,
      })),
    ),
    at: ctx.now,
  })
  const actors = Object.fromEntries(
    entries(colleagues).map(([key, { name, role, team }]): [ColleagueKey, Actor] => [
      key,
      { kind: 'person', id: ids[key], name, role, rights: rightsOf(role), teamIds: team ? [teamIds[team]] : [] },
    ]),
  ) as Record<ColleagueKey, Actor>
  return {
    actors,
    teamIds,
    queueIds,
    actorById: new Map(Object.values(actors).map((actor) => [actor.id!, actor])),
    leads: Object.fromEntries(entries(teams).map(([key, { lead }]) => [key, actors[lead]])) as Company['leads'],
  }
}

/** Their own service levels. Being older than the standard policy they are tried before it, for Norrvik's teams only. */
async function makePromises(ctx: Context, { teamIds }: Pick<Company, 'teamIds'>, chillerId: string): Promise<void> {
  const policies = demoPolicies(Object.values(teamIds), chillerId).map((each) => ({ ...each, id: ctx.newId() }))
  for (const { key, ...policy } of policies)
    await seedPolicy(ctx, { ...policy, version: 1, position: 0, milestones: [], targets: targetsFor(key) })
  await store.markPolicies(
    ctx.db,
    policies.map(({ id }) => id),
  )
}

async function makeCustomers(
  ctx: Context,
  { actors }: Pick<Company, 'actors'>,
  contacts: readonly DemoContact[],
  now: Date,
): Promise<Pick<Company, 'contactIds' | 'accountIds'>> {
  const accountIds = new Map(accounts.map(({ name }) => [name, ctx.newId()]))
  const contactIds = new Map(contacts.map(({ email }) => [email, ctx.newId()]))
  await store.insertCustomers(ctx.db, {
    accounts: accounts.map((account, at) => ({
      id: accountIds.get(account.name)!,
      ...accountRow(account, at, now),
      named_agent_id: account.agent && actors[account.agent].id,
      pinned_note_by: account.note ? actors[account.agent ?? 'mira'].id : null,
      created_at: ctx.now,
      demo: true,
    })),
    contacts: contacts.map((contact) => ({
      id: contactIds.get(contact.email)!,
      account_id: accountIds.get(contact.account)!,
      name: contact.name,
      role: contact.role,
      vip: contact.vip,
      language: contact.tongue,
      phones: [contact.phone],
      notes: contact.notes,
      account_verified_at: ctx.now,
      created_at: ctx.now,
      demo: true,
    })),
    emails: contacts.map(({ email }) => ({ email, contact_id: contactIds.get(email)! })),
  })
  return { contactIds, accountIds }
}

const dayIn = (now: Date, days: number): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10)

function accountRow(account: DemoAccount, at: number, now: Date) {
  const year = now.getUTCFullYear()
  const byYear = Array.from({ length: year - account.since + 1 }, (_, i) => {
    const grown = 0.55 + 0.45 * ((i + 1) / (year - account.since + 1))
    const swing = 1 + 0.18 * Math.sin(at * 2.3 + i * 1.7)
    const minor = i === year - account.since ? account.value * 100_000 : account.value * 100_000 * grown * swing
    return { year: account.since + i, minor: Math.round(minor / 1000) * 1000 }
  })
  return {
    name: account.name,
    tier: account.tier,
    industry: account.industry,
    domains: [domainOf(account.name)],
    city: account.city,
    country: account.country,
    website: `https://www.${domainOf(account.name)}`,
    customer_since: `${account.since}-0${1 + (at % 9)}-1${at % 9}`,
    value_by_year: JSON.stringify(byYear),
    value_year_minor: byYear.at(-1)!.minor,
    value_total_minor: byYear.reduce((sum, { minor }) => sum + minor, 0),
    renewal_on: account.renewal === null ? null : dayIn(now, account.renewal),
    pinned_note: account.note,
    pinned_note_at: account.note ? new Date(now.getTime() - (20 + at * 3) * DAY) : null,
    tags: at % 8 === 0 ? ['reference customer'] : plain(account.industry) === 'hospital' ? ['public tender'] : [],
  }
}

const entries = <K extends string, V>(things: Readonly<Record<K, V>>): [K, V][] => Object.entries(things) as [K, V][]
const idsFor = <K extends string>(ctx: Context, things: Readonly<Record<K, unknown>>): Record<K, string> =>
  Object.fromEntries(entries(things).map(([key]) => [key, ctx.newId()])) as Record<K, string>
