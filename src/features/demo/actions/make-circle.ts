import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { letWatch } from '../../cases/actions/facts.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { setAvailability } from '../../people/actions/availability.ts'
import { createRole } from '../../people/actions/roles.ts'
import { createTeam } from '../../people/actions/teams.ts'
import { closedCases, closedTeam, ownRole } from '../rules/company/compliance.ts'
import type { DemoContact } from '../rules/company/contacts.ts'
import { DAY, HOUR, MINUTE } from '../rules/timing.ts'
import * as store from '../store/circle.ts'
import type { Company } from './make-company.ts'

/** A closed team with what few may read, and a role of their own. Answers with the ids of its cases. */
export async function makeCircle(
  retell: Retell,
  company: Company,
  contacts: readonly DemoContact[],
  now: Date,
): Promise<string[]> {
  const { actors } = company
  const { answer: teamId } = await retell(systemActor, new Date(now.getTime() - 60 * DAY), async (ctx) => {
    const lead = actors[closedTeam.lead]
    const name = await store.freeTeamName(ctx.db, closedTeam.name)
    const { id } = await createTeam(ctx, {
      name,
      leadId: lead.id!,
      memberIds: [actors[closedTeam.member].id!],
      closed: true,
    })
    await store.markTeam(ctx.db, id)
    if (!(await store.isRoleTaken(ctx.db, ownRole.name))) {
      const role = await createRole(ctx, { ...ownRole, rights: [...ownRole.rights] })
      await store.giveRole(ctx.db, role.id, actors[ownRole.holder].id!)
    }
    return id
  })
  const ids: string[] = []
  for (const { subject, text, type, place, hoursAgo, itself, passedBy } of closedCases) {
    const contact = contacts.filter(({ tongue }) => tongue === 'en')[place]
    if (!contact) continue
    const contactId = company.contactIds.get(contact.email)!
    const { answer } = await retell(systemActor, new Date(now.getTime() - hoursAgo * HOUR), async (ctx) => {
      const opened = await openCase(ctx, {
        ...{ subject, text, typeKey: type, contactId, teamId, channel: 'email', restricted: itself },
        ...{ opening: 'customer', receivedAt: ctx.now, demo: true },
      })
      await insertFirstMessage(ctx, opened, { text, from: 'customer', contactId })
      if (passedBy) await letWatch(ctx, opened.id, actors[passedBy].id!, `passed it to ${closedTeam.name}`)
      return opened.id
    })
    ids.push(answer)
  }
  return ids
}

/** How they stand right now: one in a meeting, one on the road, one whose screen nobody has touched for a while. */
export async function makeStatuses(retell: Retell, { actors }: Company, now: Date): Promise<void> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  await retell(actors.priya, before(20), (ctx) =>
    setAvailability(ctx, actors.priya.id!, { status: 'busy', statusUntil: new Date(now.getTime() + 40 * MINUTE) }),
  )
  await retell(actors.jonas, before(95), (ctx) =>
    setAvailability(ctx, actors.jonas.id!, { status: 'away', statusUntil: new Date(now.getTime() + 100 * MINUTE) }),
  )
  await retell(systemActor, before(26), (ctx) => store.fallIdle(ctx.db, actors.marta.id!, ctx.now))
}
