import type { Context } from '../../platform/context.ts'
import type { Handlers } from '../../platform/http/implement.ts'
import { noteActive } from './actions/activity.ts'
import { setAvailability } from './actions/availability.ts'
import { deactivatePerson, showLeaving } from './actions/deactivate-person.ts'
import { inviteAgain, withdrawInvitation } from './actions/invitations.ts'
import { createKey, endKey } from './actions/keys.ts'
import { changeOwnDetails, changePerson, invitePerson, meOf } from './actions/people.ts'
import { changeRole, createRole, listRoles, previewRole, removeRole } from './actions/roles.ts'
import { endOwnSession, ownId } from './actions/sessions.ts'
import { changeSkill, createSkill, removeSkill, setSkills } from './actions/skills.ts'
import { changeOrganisation, changeTeam, createTeam, theOrganisation } from './actions/teams.ts'
import { beginTotp, confirmTotp, removeTotp } from './actions/totp.ts'
import type { colleaguesContract } from './contract.ts'
import { listKeys } from './store/keys.ts'
import { defaultMailboxAddress, findOrganisation, listTeams } from './store/organisation.ts'
import { listPeople } from './store/people.ts'
import { listSkills } from './store/skills.ts'

const done = { ok: true } as const

export const peopleRoutes: Handlers<typeof colleaguesContract> = {
  setupState: async (ctx) => {
    const organisation = await findOrganisation(ctx.db)
    return {
      needsAdmin: !organisation?.setUpAt,
      organisation: organisation?.name ?? null,
      supportAddress: (await defaultMailboxAddress(ctx.db)) ?? `support@${new URL(ctx.config.url).hostname}`,
    }
  },
  me: (ctx) => ownMe(ctx),
  changeMe: async (ctx, { body: { status, statusUntil, awayUntil, ...details } }) => {
    await changeOwnDetails(ctx, details)
    if (status !== undefined || statusUntil !== undefined || awayUntil !== undefined)
      await setAvailability(ctx, ownId(ctx), {
        status,
        statusUntil: instantOf(statusUntil),
        awayUntil: instantOf(awayUntil),
      })
    return ownMe(ctx)
  },
  noteActivity: async (ctx) => {
    await noteActive(ctx, ownId(ctx))
    return done
  },
  endSession: async (ctx, { params }) => {
    await endOwnSession(ctx, params.id)
    return done
  },
  beginTotp: (ctx) => beginTotp(ctx),
  confirmTotp: async (ctx, { body }) => {
    await confirmTotp(ctx, body.code)
    return done
  },
  removeTotp: async (ctx, { body }) => {
    await removeTotp(ctx, body.code)
    return done
  },

  listPeople: async (ctx, { query }) => {
    ctx.require('people.read')
    return { items: await listPeople(ctx.db, { q: query.q, all: query.all === 'true' }, ctx.now) }
  },
  invitePerson: (ctx, { body }) => invitePerson(ctx, body),
  changePerson: (ctx, { params, body }) => changePerson(ctx, params.id, body),
  setAvailability: (ctx, { params, body }) =>
    setAvailability(ctx, params.id, {
      ...body,
      statusUntil: instantOf(body.statusUntil),
      awayUntil: instantOf(body.awayUntil),
    }),
  inviteAgain: (ctx, { params }) => inviteAgain(ctx, params.id),
  withdrawInvitation: async (ctx, { params }) => {
    await withdrawInvitation(ctx, params.id)
    return done
  },
  deactivatePerson: (ctx, { params, body }) => deactivatePerson(ctx, params.id, body),
  leaving: (ctx, { params }) => showLeaving(ctx, params.id),

  listTeams: async (ctx) => {
    ctx.require('people.read')
    return { items: await listTeams(ctx.db) }
  },
  createTeam: (ctx, { body }) => createTeam(ctx, body),
  changeTeam: (ctx, { params, body }) => changeTeam(ctx, params.id, body),

  listRoles: async (ctx) => ({ items: await listRoles(ctx) }),
  createRole: (ctx, { body }) => createRole(ctx, body),
  changeRole: (ctx, { params, body }) => changeRole(ctx, params.id, body),
  previewRole: (ctx, { params, body }) => previewRole(ctx, params.id, body.rights),
  removeRole: (ctx, { params, body }) => removeRole(ctx, params.id, body),

  listKeys: async (ctx) => {
    ctx.require('keys.edit')
    return { items: await listKeys(ctx.db) }
  },
  createKey: (ctx, { body }) => createKey(ctx, body),
  endKey: async (ctx, { params }) => {
    await endKey(ctx, params.id)
    return done
  },

  organisation: (ctx) => theOrganisation(ctx),
  changeOrganisation: (ctx, { body }) => changeOrganisation(ctx, body),

  listSkills: async (ctx) => {
    ctx.require('people.read')
    return { items: await listSkills(ctx.db, ctx.now) }
  },
  createSkill: (ctx, { body }) => createSkill(ctx, body),
  changeSkill: (ctx, { params, body }) => changeSkill(ctx, params.id, body),
  removeSkill: async (ctx, { params }) => {
    await removeSkill(ctx, params.id)
    return done
  },
  setSkills: (ctx, { params, body }) => setSkills(ctx, params.id, body.skills),
}

const ownMe = (ctx: Context) => meOf(ctx, ownId(ctx), ctx.actor.rights)
const instantOf = (text: string | null | undefined): Date | null | undefined =>
  (text ? new Date(text) : text) as Date | null | undefined
