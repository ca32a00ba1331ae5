import type { Insertable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import { initialStage } from '../../casetypes/rules/stages.ts'
import { absenceOf, isAssignable } from '../../people/rules.ts'
import { decideOwner, earlierOwner, keepDecision, preferred } from '../../routing/actions/decide-owner.ts'
import type { WantedSkill } from '../../routing/rules/facts.ts'
import type { KeptDetail } from '../../routing/rules/kept.ts'
import { weightOf } from '../../routing/rules/weight.ts'
import { spawnTasks } from '../../tasks/actions.ts'
import { priorityByRule, skillsFor } from '../rules/intake.ts'
import { priorityAtIntake, statusWhenAssigned } from '../rules/lifecycle.ts'
import { firstStep, stepLatestAt } from '../rules/next-step.ts'
import { caseNumberText } from '../rules/numbers.ts'
import { openingFacts } from '../store/opening.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { recordFields, setFields } from './fields.ts'
import type { NewCase } from './new-case.ts'
import { placeNewCase, typeOfNewCase } from './place-new-case.ts'
import { goOnSeeing } from './restrict-team.ts'
import { tellWaiting, waitsFromNow } from './route-waiting.ts'
import { whatAbout } from './what-about.ts'

export interface OpenedCase {
  id: string
  number: number
  openedEventId: string
  restricted: boolean
}

/** Opens a case with its four answers: owner or queue, stage, clocks (by reaction), next step. */
export async function openCase(ctx: Context, input: NewCase): Promise<OpenedCase> {
  const facts = await openingFacts(ctx.db, input.contactId ?? null, input.accountId ?? null)
  const { number, contact, accountId } = facts
  if (input.contactId && !contact) throw new Refusal('not_found', { what: 'contact', id: input.contactId })
  if (input.accountId && !accountId) throw new Refusal('not_found', { what: 'account', id: input.accountId })
  const about = await whatAbout(ctx, input, accountId)
  const type = await typeOfNewCase(ctx, input, facts)
  const { definition } = type
  const asFound = input.priority
    ? { priority: input.priority, because: 'chosen by hand' }
    : priorityAtIntake(`${input.subject}\n${input.text}`, definition.priority, contact?.vip ?? false)
  const fields = await setFields(ctx, definition, input.custom ?? {}, input.fields ?? {}, { id: null, accountId })
  const known = { type, priority: asFound.priority, custom: fields.custom }
  const { queue, hours, rule } = await placeNewCase(ctx, { ...input, productId: about.product_id }, facts, known)
  const { priority, because } = priorityByRule(asFound, rule, input.priority !== undefined)
  const id = ctx.newId()
  const restricted = (input.restricted ?? false) || queue.teamClosed
  const weight = weightOf(definition.weight, priority, facts.percent)
  const skills = skillsFor(facts.skills, input, { definition, rule, language: contact?.language ?? null })
  const owner = await chooseOwner(ctx, id, input, {
    ...{ queue, weight, skills, named: facts.namedAgent },
    rule: rule && { id: rule.id, name: rule.name, place: rule.place, version: facts.rulesVersion },
  })
  const stage = initialStage(definition)
  await write.insertCase(ctx.db, {
    id,
    number,
    subject: input.subject.slice(0, 500),
    type_id: type.id,
    type_version: type.version,
    stage: stage.key,
    stage_since: ctx.now,
    status: owner.id ? statusWhenAssigned('new') : 'new',
    priority,
    owner_id: owner.id,
    owner_since: owner.id ? ctx.now : null,
    team_id: queue.teamId,
    queue_id: queue.id,
    queued_at: ctx.now,
    ...owner.waiting,
    wanted_skills: JSON.stringify(skills),
    account_id: accountId,
    contact_id: contact?.id ?? null,
    channel: input.channel,
    mailbox_id: input.mailboxId ?? null,
    language: input.language ?? contact?.language ?? null,
    tags: input.tags ?? [],
    ...about,
    custom: JSON.stringify(fields.custom),
    weight,
    restricted: input.restricted ?? false,
    imported: input.imported ?? false,
    demo: input.demo ?? false,
    follow_up_of_id: input.followUpOfId ?? null,
    parent_id: input.parentId ?? null,
    proposed_case_id: input.proposedCaseId ?? null,
    last_customer_message_at: input.opening === 'customer' ? input.receivedAt : null,
    created_at: input.receivedAt,
    updated_at: ctx.now,
    ...firstStep(owner.id, stepLatestAt(input.receivedAt, definition.followUpHours, hours)),
  })
  const openedEventId = await ctx.record({
    name: 'case.opened',
    caseId: id,
    at: input.receivedAt,
    ...(input.causeId && { causeId: input.causeId }),
    content: {
      number: caseNumberText(number),
      subject: input.subject.slice(0, 500),
      type: definition.name,
      typeId: type.id,
      typeVersion: type.version,
      typeBecause: type.because,
      stage: stage.label,
      stageKey: stage.key,
      priority,
      priorityBecause: because,
      channel: input.channel,
      opening: input.opening,
      imported: input.imported ?? false,
      ...(facts.asksRules && !input.imported && { asksRules: true }),
      teamId: queue.teamId,
      contactId: contact?.id ?? null,
      accountId,
      restricted,
      ...(input.tags?.length && { tags: input.tags }),
    },
  })
  await recordFields(ctx, id, fields.changes)
  await spawnTasks(ctx, { id, teamId: queue.teamId, ownerId: owner.id }, definition, stage, { withChecklist: true })
  await owner.settle(openedEventId)
  if (queue.teamClosed) await goOnSeeing(ctx, id, queue, restricted)
  return { id, number, openedEventId, restricted }
}

interface Owner {
  id: string | null
  /** What stands beside a case that nobody has yet. */
  waiting?: Partial<Insertable<Cases>>
  /** Records who has it and why, once the case stands. */
  settle: (causeId: string) => Promise<void>
}

interface Choice {
  queue: Awaited<ReturnType<typeof placeNewCase>>['queue']
  weight: number
  skills: readonly WantedSkill[]
  named: { id: string; name: string } | null
  rule: NonNullable<KeptDetail['rule']> | null
}

async function chooseOwner(ctx: Context, caseId: string, input: NewCase, choice: Choice): Promise<Owner> {
  const { queue } = choice
  if (input.ownerId) return chosenOwner(ctx, caseId, input.ownerId, queue.teamId)
  const begins = await waitsFromNow(ctx, queue)
  if (input.imported)
    return {
      id: null,
      waiting: { ...begins, routing_wake_at: null },
      settle: async (causeId) =>
        void (await ctx.record({
          name: 'case.queued',
          caseId,
          causeId,
          content: { queueId: queue.id, queue: queue.name, teamId: queue.teamId, because: ['imported history'] },
        })),
    }
  const earlier = input.followUpOfId ? await earlierOwner(ctx, input.followUpOfId) : null
  const decided = await decideOwner(ctx, {
    caseId,
    queue,
    teamId: queue.teamId,
    weight: choice.weight,
    restricted: (input.restricted ?? false) || queue.teamClosed,
    skills: choice.skills,
    waitingSince: ctx.now,
    dutyAt: begins.routing_due_at,
    rule: choice.rule,
    fresh: { sticky: preferred({ named: choice.named, earlier }) },
  })
  const { owner } = decided
  return {
    id: owner?.id ?? null,
    ...(!owner && { waiting: { ...begins, ...decided.waiting } }),
    settle: async (causeId) => {
      await keepDecision(ctx, caseId, queue.id, 'opened', decided)
      if (!owner) return tellWaiting(ctx, caseId, queue, decided, causeId)
      const { because, id: decisionId } = decided
      const content = { to: owner.id, toName: owner.name, from: null, teamId: queue.teamId, because, decisionId }
      await ctx.record({ name: 'case.assigned', caseId, causeId, content })
    },
  }
}

async function chosenOwner(ctx: Context, caseId: string, ownerId: string, teamId: string): Promise<Owner> {
  const person = await read.assigneeFacts(ctx.db, ownerId)
  if (!person) throw new Refusal('cannot_be_assigned', { personId: ownerId, because: 'nobody has this id' })
  const absence = absenceOf({ ...person, status: person.status as 'online' }, ctx.now)
  if (absence.absent || !isAssignable(person.role as 'agent')) {
    const because = absence.absent ? absence.because : 'their role takes no cases'
    throw new Refusal('cannot_be_assigned', { person: person.name, personId: person.id, because })
  }
  const because = 'chosen when it was opened'
  return {
    id: person.id,
    settle: async (causeId) => {
      const content = { to: person.id, toName: person.name, from: null, teamId, because }
      await ctx.record({ name: 'case.assigned', caseId, causeId, content })
    },
  }
}
