import type { Actor, Context } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { changeCase } from '../../cases/actions/change-case.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { closeCase, closeInSilence, resolveCase } from '../../cases/actions/resolve-case.ts'
import { transitionCase } from '../../cases/actions/transition-case.ts'
import { logCall, writeNote, writeReply } from '../../conversations/actions/write-message.ts'
import { noticePast } from '../../sla/actions/keep-time.ts'
import { givePromises } from '../../tasks/actions/promises.ts'
import { addTask } from '../../tasks/actions.ts'
import { aboutMachines } from '../rules/company/products.ts'
import { awayMailIn, ourLetter, thanksIn, theirLetter } from '../rules/letters.ts'
import type { Move, PlannedCase } from '../rules/moves.ts'
import { MINUTE } from '../rules/timing.ts'
import * as store from '../store/loading.ts'
import { askFavour, decideInPassing, giveApprovals } from './approvals.ts'
import { approveWork, bookHours } from './contracts.ts'
import { receiveFromCustomer } from './customer-mail.ts'
import { tellBounced, tellSent } from './deliver.ts'
import { doWork } from './do-work.ts'
import { fillFields } from './fill-fields.ts'
import type { Company } from './make-company.ts'

/** A case while its story is told. */
export interface Telling {
  planned: PlannedCase
  contactId: string
  caseId: string | null
  owner: Actor
  lastSentId: string | null
  /** Until when what fell due was noticed. */
  lookedAt: number
}

const shortestPromise = 40 * MINUTE

/** Does one move as whoever made it, at its instant, with what time and the post office did before and after. */
export async function tellMove(retell: Retell, company: Company, telling: Telling, move: Move): Promise<void> {
  const at = new Date(move.at)
  if (telling.caseId && move.at - telling.lookedAt > shortestPromise) {
    await letTimePass(retell, telling.caseId, at)
    telling.lookedAt = move.at
  }
  if (move.act === 'resolves')
    await retell(company.leads[telling.planned.team], at, (ctx) => approveWork(ctx, telling.caseId!))
  if (move.act === 'resolves' || move.act === 'advances') {
    const caseId = telling.caseId!
    const to = move.act === 'advances' ? { stage: move.to } : { code: move.ending[0] }
    await retell(telling.owner, at, (ctx) => fillFields(ctx, caseId, telling.planned, 'stage' in to ? to.stage : null))
    await giveApprovals(retell, company, { caseId, owner: telling.owner }, at, to)
  } else if (telling.caseId && move.act === 'replies') {
    const { subject } = telling.planned
    const { caseId, owner } = telling
    await decideInPassing(retell, company, { caseId, subject }, at)
    await askFavour(retell, company, { caseId, owner, subject }, at)
  }
  const { jobs } = await retell(actorOf(company, telling, move), at, (ctx) => act(ctx, company, telling, move))
  for (const { job, payload } of jobs) {
    if (job !== 'send-message') continue
    telling.lastSentId = String(payload.messageId)
    await retell(systemActor, new Date(move.at + 2000), (ctx) => tellSent(ctx, telling.lastSentId!))
  }
}

/** Notices what fell due on a case until then, each at its own instant. */
export async function letTimePass(retell: Retell, caseId: string, until: Date): Promise<void> {
  for (;;) {
    const { answer: due } = await retell(systemActor, until, async (ctx) => store.nextWakeOf(ctx.db, caseId, until))
    if (due === null) return
    const at = new Date(Math.min(due.getTime() + 400, until.getTime()))
    await retell(systemActor, at, (ctx) => noticePast(ctx, [caseId]))
  }
}

function actorOf(company: Company, { owner, planned, contactId }: Telling, move: Move): Actor {
  switch (move.act) {
    case 'opens':
    case 'writes':
    case 'thanks':
    case 'away_mail':
    case 'bounces':
    case 'lapses':
      return systemActor
    case 'confirms':
      return { ...systemActor, kind: 'contact', id: contactId, name: planned.contact.name }
    case 'notes':
      return move.byLead ? company.leads[planned.team] : owner
    case 'resolves':
      return move.passed ? company.leads[planned.team] : owner
    default:
      return owner
  }
}

async function act(ctx: Context, company: Company, telling: Telling, move: Move): Promise<void> {
  if (move.act === 'opens') return open(ctx, company, telling, move.text)
  const { planned, contactId, owner } = telling
  const { tongue, contact } = planned
  const id = telling.caseId!
  const receive = (text: string, kind?: 'machine' | 'bounce') =>
    receiveFromCustomer(ctx, id, planned, contactId, { text, ...(kind && { kind }) })
  const reply = (text: string) =>
    writeReply(ctx, id, {
      text: ourLetter(tongue, text, { from: owner.name, to: contact.name }),
      to: [{ name: contact.name, email: contact.email }],
      cc: [],
      attachmentIds: [],
      undoSeconds: 0,
    })
  switch (move.act) {
    case 'replies':
      await reply(move.text)
      return
    case 'writes':
      await receive(theirLetter(tongue, move.text, { from: contact.name, to: owner.name, turn: 0 }))
      return
    case 'thanks':
      await receive(thanksIn(tongue))
      return
    case 'away_mail':
      await receive(awayMailIn(tongue), 'machine')
      return
    case 'bounces':
      await receive(`This is the mail system at ${contact.email.split('@')[1]}. The mailbox is full.`, 'bounce')
      if (telling.lastSentId) await tellBounced(ctx, id, telling.lastSentId, contact.email)
      return
    case 'asks':
    case 'holds':
      await reply(move.text)
      await transitionCase(ctx, id, {
        stage: move.act === 'asks' ? 'waiting_customer' : 'waiting_other',
        nextStep: move.nextStep,
        followUpAt: new Date(move.lookAgainAt).toISOString(),
      })
      return
    case 'resumes': {
      const { status, previousStage } = await store.caseFacts(ctx.db, id)
      if (status === 'on_hold' && previousStage) await transitionCase(ctx, id, { stage: previousStage })
      return
    }
    case 'advances':
      await doWork(ctx, id, move.to)
      await transitionCase(ctx, id, { stage: move.to })
      return
    case 'notes':
      await writeNote(ctx, id, { text: move.text, attachmentIds: [] })
      return
    case 'calls':
      await logCall(ctx, id, callOf(move))
      return
    case 'adds_task': {
      const { stage, teamId } = await store.caseFacts(ctx.db, id)
      const task = { title: move.title, ownerId: owner.id, dueAt: new Date(move.dueAt).toISOString() }
      await addTask(
        ctx,
        { id, teamId, ownerId: owner.id },
        { ...task, mandatory: false, toResolve: move.toResolve === true, stage },
      )
      return
    }
    case 'promises': {
      const { teamId } = await store.caseFacts(ctx.db, id)
      const dueAt = new Date(move.dueAt).toISOString()
      await givePromises(ctx, { id, teamId }, [{ kind: 'call', said: move.said, dueAt, ownerId: owner.id }], null)
      return
    }
    case 'plans': {
      const { version } = await store.caseFacts(ctx.db, id)
      const dueAt = new Date(move.dueAt).toISOString()
      await changeCase(ctx, id, { version, nextStep: { text: move.text, whose: 'us', dueAt } })
      return
    }
    case 'resolves': {
      const { ending, passed } = move
      await doWork(ctx, id, null, passed?.left)
      const [code, summary, rootCause] = ending
      const override = passed && { override: { reason: passed.reason } }
      await resolveCase(ctx, id, { code, summary, rootCause, tellCustomer: true, ...override })
      await bookHours(ctx, id, (1 + (summary.length % 8)) * 15)
      return
    }
    case 'confirms':
      await ctx.record({ name: 'case.confirmed', caseId: id, content: { email: contact.email } })
      return closeCase(ctx, id, 'the customer confirmed', true)
    case 'lapses':
      return closeInSilence(ctx, id)
  }
}

const callOf = ({ text, seconds, direction }: Move & { act: 'calls' }) => ({
  text,
  seconds,
  direction,
  outcome: 'Answered',
  reached: true,
})

async function open(ctx: Context, company: Company, telling: Telling, text: string): Promise<void> {
  const { planned, contactId } = telling
  const letter = theirLetter(planned.tongue, text, { from: planned.contact.name, to: null, turn: text.length })
  const opened = await openCase(ctx, {
    subject: planned.subject,
    text: letter,
    typeKey: planned.type,
    priority: planned.priority,
    contactId,
    teamId: company.teamIds[planned.team],
    channel: planned.channel,
    language: planned.tongue,
    tags: planned.tags,
    ...(aboutMachines.has(planned.type) && { assetId: company.assetIds.get(planned.contact.account)?.[0] }),
    restricted: planned.restricted,
    opening: 'customer',
    receivedAt: ctx.now,
    demo: true,
  })
  telling.caseId = opened.id
  await receiveFromCustomer(ctx, opened.id, planned, contactId, { text: letter, openingCauseId: opened.openedEventId })
  const { ownerId } = await store.caseFacts(ctx.db, opened.id)
  telling.owner = (ownerId && company.actorById.get(ownerId)) || company.leads[planned.team]
}
