import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import { requireHold } from '../../cases/actions/wait-for-others.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import type { SideConversation, sideconversationsContract } from '../contract.ts'
import { oneLine, partyOf, unique } from '../rules.ts'
import * as store from '../store/conversations.ts'
import { about, dateOf, rightFor, showSide } from './load.ts'
import { withStandIns } from './stand-in.ts'
import { addMessage, requireRecipients } from './write.ts'

type Start = InputOf<typeof sideconversationsContract.startSideConversation>['body']

/** Asks somebody beside the customer's thread. What it does to the case, it does once its first message has left. */
export async function startSide(ctx: Context, ref: string, start: Start): Promise<SideConversation> {
  ctx.require(rightFor(start.kind))
  if (start.onCase !== 'nothing') ctx.require('cases.work')
  const { record, definition } = await loadToWork(ctx, ref)
  const dueAt = dateOf(ctx, start.dueAt, start.onCase)
  if (start.onCase === 'on_hold') requireHold(record, definition)
  const ownerId = start.ownerId ?? (ctx.actor.kind === 'person' ? ctx.actor.id : null) ?? record.owner_id
  if (!ownerId)
    throw new Refusal('malformed', { fields: [{ path: 'ownerId', message: 'name the person who sees to it' }] })
  await requireSeers(ctx, record.id, [ownerId])
  const with_ = start.kind === 'mail' ? await byMail(ctx, record.id, start) : await withinHouse(ctx, record.id, start)
  const side = {
    id: ctx.newId(),
    case_id: record.id,
    kind: start.kind,
    subject: oneLine(start.subject, 300),
    party: with_.party,
    team_id: with_.teamId,
    person_id: with_.personId,
    owner_id: ownerId,
    status: 'open',
    due_at: dueAt,
    on_case: start.onCase,
    started_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    created_at: ctx.now,
  }
  await store.insertSide(ctx.db, side)
  const eventId = await ctx.record({
    name: 'side_conversation.started',
    caseId: record.id,
    content: {
      ...about(side),
      ...(with_.tell && {
        to: await withStandIns(ctx, record.id, with_.tell),
        said: `You were asked: ${side.subject}`,
      }),
      dueAt: dueAt?.toISOString() ?? null,
    },
  })
  const locked = (await store.lockSide(ctx.db, side.id))!
  await addMessage(ctx, locked, {
    text: start.text,
    fileIds: start.fileIds,
    to: with_.to,
    cc: with_.cc,
    undoSeconds: start.kind === 'mail' ? start.undoSeconds : 0,
    causeId: eventId,
  })
  return showSide(ctx, side.id)
}

interface With {
  party: string
  teamId: string | null
  personId: string | null
  to: { name: string; email: string }[]
  cc: { name: string; email: string }[]
  tell: { id: string; name: string }[] | null
}

async function byMail(ctx: Context, caseId: string, start: Start & { kind: 'mail' }): Promise<With> {
  const { to, cc } = unique(start.to, start.cc)
  await requireRecipients(ctx, caseId, [...to, ...cc])
  const party = oneLine(start.party ?? '', 200) || partyOf(to)
  return { party, teamId: null, personId: null, to, cc, tell: null }
}

async function withinHouse(ctx: Context, caseId: string, start: Start & { kind: 'internal' }): Promise<With> {
  if ((start.teamId === undefined) === (start.personId === undefined))
    throw new Refusal('malformed', { fields: [{ path: 'teamId', message: 'name a team or a person, one of both' }] })
  const none = { to: [], cc: [] }
  if (start.personId !== undefined) {
    const person = await store.findPerson(ctx.db, start.personId)
    if (!person) throw new Refusal('not_found', { what: 'person', id: start.personId })
    await requireSeers(ctx, caseId, [person.id])
    const tell = person.id === ctx.actor.id ? null : [person]
    return { ...none, party: person.name, teamId: null, personId: person.id, tell }
  }
  const team = await store.findTeam(ctx.db, start.teamId!)
  if (!team) throw new Refusal('not_found', { what: 'team', id: start.teamId })
  const members = await store.membersOf(ctx.db, team.id)
  await requireSeers(ctx, caseId, members.length > 0 ? members : [team.lead_id], team.name)
  const lead = { id: team.lead_id, name: team.lead_name }
  const sees = await whoMaySee(ctx.db, [lead.id], [caseId])
  const tell = lead.id !== ctx.actor.id && sees(lead.id, caseId) ? [lead] : null
  return { ...none, party: team.name, teamId: team.id, personId: null, tell }
}

/** Whoever is asked, or sees to it, has to be able to read the case: of a restricted one not everybody is. */
export async function requireSeers(ctx: Context, caseId: string, people: string[], team?: string): Promise<void> {
  const sees = await whoMaySee(ctx.db, people, [caseId])
  const blind = team ? people.every((id) => !sees(id, caseId)) : people.some((id) => !sees(id, caseId))
  if (blind)
    throw new Refusal('not_allowed', {
      because: `${team ?? 'this person'} may not see this case; let them watch it first`,
    })
}
