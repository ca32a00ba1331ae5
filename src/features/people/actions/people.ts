import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Person } from '../contract/person.ts'
import type { Me, PersonChange } from '../contract.ts'
import { whyNotManager } from '../rules/managers.ts'
import { readsCases } from '../rules.ts'
import * as access from '../store/access.ts'
import { managersOf } from '../store/managers.ts'
import * as organisation from '../store/organisation.ts'
import * as people from '../store/people.ts'
import { rightsHeld } from '../store/roles.ts'
import { administers, losesBy, ownRoleId, requireFits, requireOver, requireOwn, roleAsked } from './give-role.ts'
import { endOpenLinks, invitationFor } from './invitations.ts'
import { passwordHash } from './passwords.ts'
import { endSessionsOf, ownId } from './sessions.ts'
import { joinTeams } from './teams.ts'
import { thePerson } from './the-person.ts'

export interface Invitation {
  name: string
  email: string
  /** A shipped role by its name, or an own one by its id. */
  role: string
  title?: string | undefined
  teamIds: string[]
  /** Whom they report to. */
  managerId?: string | undefined
  password?: string | undefined
}

/** Adds a person. Without a password the answer holds an invitation link, this once. */
export async function invitePerson(
  ctx: Context,
  { name, email, role, title, teamIds, managerId, password }: Invitation,
): Promise<Person & { invitation: string | null; mailed: boolean }> {
  ctx.require('people.edit')
  const given = await roleAsked(ctx, role)
  const id = ctx.newId()
  if (managerId) await requireManager(ctx, id, managerId)
  const hash = password === undefined ? null : await passwordHash(password)
  const person = {
    id,
    name,
    email,
    role: given.kind,
    roleId: ownRoleId(given),
    title: title ?? null,
    managerId: managerId ?? null,
    passwordHash: hash,
  }
  if (!(await people.insertPerson(ctx.db, { ...person, seesRestricted: false, timeZone: null }, ctx.now)))
    throw new Refusal('already_exists', { field: 'email' })
  await joinTeams(ctx, id, teamIds)
  const manager = managerId ? (await thePerson(ctx, managerId)).name : null
  const content = { personId: id, name, email, role: given.name, teamIds, ...(manager && { manager }) }
  await ctx.record({ name: 'person.added', content })
  ctx.changed({ kind: 'people', id })
  const made = hash === null ? await invitationFor(ctx, { id, demo: false }) : { invitation: null, mailed: false }
  return { ...(await thePerson(ctx, id)), ...made }
}

/** Changes a person. A new role ends their sessions; whoever owns open cases keeps a role that may. */
export async function changePerson(
  ctx: Context,
  id: string,
  { version, ...change }: z.output<typeof PersonChange>,
): Promise<Person> {
  ctx.require('people.edit')
  // Their sign-in and their rights, not what they are called or carry.
  if ([change.email, change.role, change.seesRestricted].some((part) => part !== undefined)) await requireOver(ctx, id)
  const { role, ...plain } = change
  if (change.managerId !== undefined || role !== undefined) await people.lockStandings(ctx.db)
  const before = await thePerson(ctx, id)
  const given = role === undefined ? null : await roleAsked(ctx, role)
  const another = given && (given.kind !== before.role || ownRoleId(given) !== (before.ownRole?.id ?? null))
  if (another) await requireFits(ctx, before, given)
  const loses = another ? await losesBy(ctx, id, given) : null
  if (change.seesRestricted && !before.seesRestricted && !administers(ctx)) requireOwn(ctx, ['cases.see_restricted'])
  if (change.managerId) await requireManager(ctx, id, change.managerId)
  if (change.email !== undefined && (await people.isTaken(ctx.db, change.email, id)))
    throw new Refusal('already_exists', { field: 'email' })
  const columns = { ...defined(plain), ...(another && { role: given.kind, roleId: ownRoleId(given) }) }
  if (!(await people.updatePerson(ctx.db, id, version, columns)))
    throw new Refusal('changed_meanwhile', { current: await thePerson(ctx, id) })
  // A link that went to a wrong address must not open the door to whoever has it.
  if (change.email !== undefined && change.email !== before.email)
    await endOpenLinks(ctx, id, 'The address was changed.')
  const after = await thePerson(ctx, id)
  await ctx.record({
    name: 'person.changed',
    content: {
      ...{ personId: id, name: after.name, ...differences(before, after, plain, another) },
      ...(loses && { loses }),
    },
  })
  if (another) await endSessionsOf(ctx, id)
  else ctx.changed({ kind: 'session', id })
  ctx.changed({ kind: 'people', id })
  return after
}

async function requireManager(ctx: Context, id: string, managerId: string): Promise<void> {
  const found = await people.findPerson(ctx.db, managerId, ctx.now)
  const held = await rightsHeld(ctx.db, managerId)
  const because =
    found && held
      ? whyNotManager(
          id,
          { ...found, readsCases: readsCases(held.role, held.chosen), deactivated: found.deactivatedAt !== null },
          await managersOf(ctx.db),
        )
      : 'nobody has this id'
  if (because) throw new Refusal('cannot_be_manager', { because })
}

/** What people decide about themselves; availability apart. */
export async function changeOwnDetails(
  ctx: Context,
  change: {
    name?: string | undefined
    language?: string | undefined
    timeZone?: string | null | undefined
    undoSeconds?: number | undefined
  },
): Promise<void> {
  const id = ownId(ctx)
  const before = await thePerson(ctx, id)
  const wanted = defined(change)
  if (Object.keys(wanted).length === 0) return
  if (!(await people.updatePerson(ctx.db, id, before.version, wanted)))
    throw new Refusal('changed_meanwhile', { current: await thePerson(ctx, id) })
  const after = await thePerson(ctx, id)
  await ctx.record({
    name: 'person.changed',
    content: { personId: id, name: after.name, ...differences(before, after, wanted, false) },
  })
  ctx.changed({ kind: 'session', id })
  ctx.changed({ kind: 'people', id })
}

/** Everything the screen needs about who is signed in; `id` stands in where nobody is signed in yet. */
export async function meOf(ctx: Context, id: string, rights: ReadonlySet<string>): Promise<Me> {
  const person = await thePerson(ctx, id)
  const firm = await organisation.findOrganisation(ctx.db)
  const credentials = await access.findCredentials(ctx.db, { id })
  return {
    ...person,
    rights: [...rights],
    organisation: {
      name: firm?.name ?? '',
      timeZone: firm?.timeZone ?? 'UTC',
      language: firm?.language ?? 'en',
      demoLoaded: firm?.demoLoaded ?? false,
    },
    totp: Boolean(credentials?.totpConfirmedAt),
    mailLeaves: ctx.config.smtpOut !== null,
    serverTime: ctx.now.toISOString(),
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const defined = <T extends object>(change: T): Defined<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>

/** The fields a change touched, as they were and as they are. */
function differences(before: Person, after: Person, change: object, role: boolean | null) {
  const fields = Object.keys(change) as (Exclude<keyof Person, 'manager'> | 'managerId')[]
  const pick = (person: Person) => ({
    ...Object.fromEntries(
      fields.map((field) =>
        field === 'managerId' ? ['manager', person.manager?.name ?? null] : [field, person[field]],
      ),
    ),
    ...(role && { role: person.ownRole?.name ?? person.role }),
  })
  return { from: pick(before), to: pick(after) }
}
