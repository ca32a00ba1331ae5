import { idAt } from '../../../platform/ids.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import * as organisation from '../store/organisation.ts'
import * as people from '../store/people.ts'
import { passwordHash } from './passwords.ts'
import { openSession, type Visitor } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

export interface FirstRun {
  name: string
  email: string
  password: string
  organisation: string
  timeZone: string
}

/** The first administrator, with a session in their browser; refused once there is one. */
export async function setUp(runtime: Runtime, first: FirstRun, visitor: Visitor): Promise<SignedIn> {
  if (!(await needsAdmin(runtime))) throw new Refusal('already_set_up')
  return makeFirstAdmin(runtime, first, visitor)
}

/** For installations without anybody at a screen: makes the administrator whom the settings name, unless there is one. */
export async function ensureFirstAdmin(runtime: Runtime): Promise<void> {
  const { adminEmail, adminPassword } = runtime.config
  if (!adminEmail || !adminPassword || !(await needsAdmin(runtime))) return
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const first = {
    name: 'Administrator',
    email: adminEmail,
    password: adminPassword,
    organisation: runtime.config.company,
    timeZone,
  }
  await makeFirstAdmin(runtime, first, null).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'already_set_up')) throw error
  })
}

async function needsAdmin(runtime: Runtime): Promise<boolean> {
  return ((await organisation.findOrganisation(runtime.db))?.setUpAt ?? null) === null
}

/** A one-person company is complete: its administrator leads the first team, whose queue is the default. */
async function makeFirstAdmin(runtime: Runtime, first: FirstRun, visitor: Visitor | null): Promise<SignedIn> {
  const hash = await passwordHash(first.password)
  const personId = idAt(runtime.now())
  return inTransaction(runtime, { ...systemActor, kind: 'person', id: personId, name: first.name }, async (ctx) => {
    const claimed = await organisation.claimSetUp(
      ctx.db,
      { name: first.organisation, timeZone: first.timeZone },
      ctx.now,
    )
    if (!claimed) throw new Refusal('already_set_up')
    const person = {
      id: personId,
      name: first.name,
      email: first.email.toLowerCase(),
      role: 'admin' as const,
      roleId: null,
      title: null,
      passwordHash: hash,
      seesRestricted: true,
      timeZone: null,
    }
    if (!(await people.insertPerson(ctx.db, person, ctx.now))) throw new Refusal('already_exists')
    const teamId = ctx.newId()
    await organisation.insertTeam(ctx.db, { id: teamId, name: 'Support', leadId: personId, closed: false, at: ctx.now })
    await organisation.addMembers(ctx.db, teamId, [personId])
    await organisation.insertQueue(ctx.db, { id: ctx.newId(), name: 'Support', teamId, at: ctx.now })
    await ctx.record({ name: 'organisation.set_up', content: { organisation: first.organisation, personId } })
    ctx.changed({ kind: 'people', id: personId })
    return { token: visitor ? await openSession(ctx, personId, visitor) : '', personId }
  })
}
