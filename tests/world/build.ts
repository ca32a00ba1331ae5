import { hashSync } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { idAt } from '../../src/platform/ids.ts'
import { secretHash } from '../../src/platform/secrets.ts'
import type { DB } from '../../src/platform/tables.gen.ts'
import * as company from './company.ts'

type Ids<K extends string> = Readonly<Record<K, string>>
export interface Company {
  people: Ids<company.PersonName>
  teams: Ids<company.TeamName>
  queues: Ids<company.TeamName>
  accounts: Ids<company.AccountName>
  contacts: Ids<company.ContactName>
}

/** The secret in a colleague's session cookie. */
export const tokenOf = (name: company.PersonName): string => `session-of-${name}`

/** Writes Norrvik with its customers into an empty, migrated database; everybody has a session already. */
export async function buildCompany(db: Kysely<DB>, at: Date): Promise<Company> {
  const idsOf = <K extends string>(things: Record<K, unknown>): Ids<K> =>
    Object.fromEntries(Object.keys(things).map((key) => [key, idAt(at)])) as Record<K, string>
  const built: Company = {
    people: idsOf(company.colleagues),
    teams: idsOf(company.teams),
    queues: idsOf(company.teams),
    accounts: idsOf(company.accounts),
    contacts: idsOf(company.contacts),
  }
  await db.transaction().execute(async (trx) => {
    await insertPeople(trx, built, at)
    await insertCustomers(trx, built, at)
  })
  return built
}

async function insertPeople(db: Kysely<DB>, ids: Company, at: Date): Promise<void> {
  const people = entries(company.colleagues)
  const passwordHash = hashSync(company.everybodysPassword, { memoryCost: 8, timeCost: 1 })
  await db.insertInto('organisation').values({ name: 'Norrvik', time_zone: 'Europe/Oslo', set_up_at: at }).execute()
  await db
    .insertInto('person')
    .values(
      people.map(([key, person]) => ({
        id: ids.people[key],
        name: person.name,
        email: person.email,
        role: person.role,
        title: person.title,
        sees_restricted: 'seesRestricted' in person,
        password_hash: passwordHash,
        status_since: at,
        created_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('session')
    .values(
      people.map(([key]) => ({
        id: idAt(at),
        token_hash: secretHash(tokenOf(key)),
        person_id: ids.people[key],
        created_at: at,
        last_seen_at: at,
        expires_at: new Date(at.getTime() + 3650 * 86_400_000),
      })),
    )
    .execute()
  const teams = entries(company.teams)
  await db
    .insertInto('team')
    .values(
      teams.map(([key, team]) => ({
        id: ids.teams[key],
        name: team.name,
        lead_id: ids.people[team.lead],
        created_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('queue')
    .values(
      teams.map(([key, team]) => ({
        id: ids.queues[key],
        name: team.name,
        team_id: ids.teams[key],
        is_default: key === 'accounts',
        created_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('team_member')
    .values(
      people.flatMap(([key, { team }]) => (team ? [{ team_id: ids.teams[team], person_id: ids.people[key] }] : [])),
    )
    .execute()
}

async function insertCustomers(db: Kysely<DB>, ids: Company, at: Date): Promise<void> {
  await db
    .insertInto('account')
    .values(
      entries(company.accounts).map(([key, account]) => ({
        id: ids.accounts[key],
        name: account.name,
        tier: account.tier,
        domains: [...account.domains],
        city: account.city,
        country: account.country,
        value_year_minor: account.valueYearMinor,
        renewal_on: account.renewalOn,
        created_at: at,
      })),
    )
    .execute()
  const contacts = entries(company.contacts)
  await db
    .insertInto('contact')
    .values(
      contacts.map(([key, contact]) => ({
        id: ids.contacts[key],
        name: contact.name,
        account_id: ids.accounts[contact.account],
        account_verified_at: at,
        created_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('contact_email')
    .values(contacts.map(([key, { email }]) => ({ email, contact_id: ids.contacts[key] })))
    .execute()
}

const entries = <K extends string, V>(things: Record<K, V>): [K, V][] => Object.entries(things) as [K, V][]
