import type { Updateable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority, Status } from '../../../platform/shapes.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import type { FieldValues } from '../../casetypes/contract/fields.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { awaitTurn } from '../../routing/actions/decide-owner.ts'
import { lookSoon } from '../../routing/actions/due.ts'
import { weightNow } from '../../routing/actions/weights.ts'
import { replaceTasks, requireTaker } from '../../tasks/actions.ts'
import { isOpen, isWaiting, standsIn } from '../rules/lifecycle.ts'
import { stepGoesAlong } from '../rules/next-step.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { mayRestrict } from './assign-case.ts'
import { recordFields, requireForStage, requireKept, setFields } from './fields.ts'
import { loadToChange, loadToWork } from './load.ts'
import { goOnSeeing } from './restrict-team.ts'
import { beginsToWait, routeWaiting } from './route-waiting.ts'
import { save } from './save-case.ts'
import { skillsAnew } from './skills-anew.ts'
import { whatElse } from './what-about.ts'

export interface CaseChange {
  version: number
  subject?: string | undefined
  priority?: Priority | undefined
  typeId?: string | undefined
  teamId?: string | undefined
  accountId?: string | null | undefined
  contactId?: string | null | undefined
  language?: string | null | undefined
  tags?: string[] | undefined
  productId?: string | null | undefined
  assetId?: string | null | undefined
  custom?: FieldValues | undefined
  restricted?: boolean | undefined
  nextStep?:
    | {
        text: string
        whose: 'us' | 'customer' | 'third_party'
        personId?: string | null | undefined
        dueAt: string | null
      }
    | null
    | undefined
}

/** Changes fields of a case. A closed one takes only tags and links. */
export async function changeCase(ctx: Context, ref: string, change: CaseChange): Promise<string> {
  ctx.require('cases.work')
  const { version, tags, ...work } = change
  const onlyTags = Object.values(work).every((value) => value === undefined)
  const { record, definition } = onlyTags ? await loadToChange(ctx, ref) : await loadToWork(ctx, ref)
  if (change.restricted !== undefined && change.restricted !== record.restricted_itself) ctx.require('cases.restrict')
  const byTeamAlone = record.restricted && !record.restricted_itself
  if (change.restricted === false && byTeamAlone)
    throw new Refusal('not_allowed', { because: 'its team is closed; open the team, or move the case' })
  const links = await linksOf(ctx, change)
  if (record.restricted && links.to && links.to.teamId !== record.team_id && !mayRestrict(ctx.actor))
    throw new Refusal('not_allowed', { because: 'a restricted case stays with its team' })
  const type = change.typeId && change.typeId !== record.type_id ? await typeFor(ctx, change.typeId) : undefined
  const leaves = links.team_id !== undefined && (await leavesOwner(ctx, record, links.team_id))
  const stepOf = change.nextStep?.personId
  if (stepOf && stepOf !== record.next_step_person_id) await requireTaker(ctx, stepOf)
  const next = nextStepOf(change, record)
  const about = await whatElse(ctx, change, record)
  const fields = await setFields(ctx, type?.definition ?? definition, record.custom, change.custom ?? {}, {
    id: record.id,
    accountId: links.columns.account_id === undefined ? record.account_id : links.columns.account_id,
  })
  if (type) requireForStage(fields, type.definition, standsIn(definition, record))
  else requireKept(fields, definition, standsIn(definition, record))
  const stage = type && stageOf(type.definition, record.stage)
  if (type && (!stage || stage.status !== stageOf(definition, record.stage)?.status))
    throw new Refusal('transition_not_allowed', {
      missing: [],
      because: `${type.name} has no stage like ${record.stage}`,
    })
  const weighs = (type?.definition ?? definition).weight
  const weight =
    type || (change.priority && change.priority !== record.priority)
      ? { weight: await weightNow(ctx, weighs, change.priority ?? record.priority) }
      : {}
  const language = change.language === undefined ? record.language : change.language
  const asks =
    type || language !== record.language
      ? await skillsAnew(ctx, record, { definition: type?.definition ?? definition, language })
      : null
  await save(ctx, record, version, {
    ...(change.subject !== undefined && { subject: change.subject }),
    ...(change.priority !== undefined && { priority: change.priority }),
    ...(type && { type_id: type.id, type_version: type.version }),
    ...weight,
    ...asks,
    ...(change.language !== undefined && { language: change.language }),
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
    ...(change.custom !== undefined && { custom: JSON.stringify(fields.custom) }),
    ...(change.restricted !== undefined && { restricted: change.restricted, restricted_itself: change.restricted }),
    ...links.columns,
    ...about,
    ...next,
    ...(leaves && {
      owner_id: null,
      owner_since: null,
      queued_at: record.queued_at ?? ctx.now,
      ...stepGoesAlong({ ...record, ...next }, null),
    }),
    ...(links.to && (leaves || !record.owner_id) && (await beginsToWait(ctx, links.to.id))),
  })
  // Whoever could not have it until now may be able to.
  if (asks) await lookSoon(ctx.db, record.id, ctx.now)
  if (type && stage) {
    const subject = { id: record.id, teamId: links.team_id ?? record.team_id, ownerId: leaves ? null : record.owner_id }
    await replaceTasks(ctx, subject, type.definition, stage)
  }
  const moves = links.team_id !== undefined && links.team_id !== record.team_id
  if (moves && links.to) await goOnSeeing(ctx, record.id, links.to, record.restricted)
  if (moves && links.columns.queue_id) await awaitTurn(ctx, links.columns.queue_id)
  const subject = { productId: about.product_id, assetId: about.asset_id }
  await recordChanges(
    ctx,
    record,
    { ...change, ...subject },
    { type: type?.name ?? definition.name, team: links.teamName ?? null, fromOwner: leaves ? record.owner_id : null },
  )
  await recordFields(ctx, record.id, fields.changes)
  if (moves) await routeWaiting(ctx, record.id, 'moved to this team')
  return record.id
}

/** The type a case is to have from now on; one that is no longer offered takes no cases from others either. */
async function typeFor(ctx: Context, id: string) {
  const type = await read.currentType(ctx.db, id)
  if (!type) throw new Refusal('not_found', { what: 'case type', id })
  if (type.disabledAt)
    throw new Refusal('transition_not_allowed', { missing: [], because: `${type.name} is not offered any more` })
  return type
}

/**
 * Whether a case that goes to another team leaves its owner behind: it does where they are not of that team, and then
 * stands in the team's queue. A resolved case keeps its owner, so it may only go to a team of theirs.
 */
async function leavesOwner(ctx: Context, record: read.CaseRecord, teamId: string): Promise<boolean> {
  if (!record.owner_id || teamId === record.team_id) return false
  const owner = await read.assigneeFacts(ctx.db, record.owner_id)
  if (owner?.teamIds.includes(teamId)) return false
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', {
      missing: [],
      because: `a resolved case keeps its owner, and ${owner?.name ?? 'its owner'} is not of that team; reopen it first`,
    })
  return true
}

interface Links {
  team_id?: string
  teamName?: string
  /** The queue of the team it is to go to. */
  to?: NonNullable<Awaited<ReturnType<typeof write.queueOfTeam>>>
  columns: Updateable<Cases>
}

async function linksOf(ctx: Context, change: CaseChange): Promise<Links> {
  const links: Updateable<Cases> = {}
  if (change.contactId !== undefined) {
    if (change.contactId && !(await read.contactExists(ctx.db, change.contactId)))
      throw new Refusal('not_found', { what: 'contact', id: change.contactId })
    links.contact_id = change.contactId
  }
  if (change.accountId !== undefined) {
    if (change.accountId && !(await read.accountExists(ctx.db, change.accountId)))
      throw new Refusal('not_found', { what: 'account', id: change.accountId })
    links.account_id = change.accountId
  }
  if (change.teamId !== undefined) {
    const queue = await write.queueOfTeam(ctx.db, change.teamId)
    if (!queue) throw new Refusal('not_found', { what: 'team', id: change.teamId })
    links.team_id = queue.teamId
    links.queue_id = queue.id
    return { team_id: queue.teamId, teamName: queue.teamName, to: queue, columns: links }
  }
  return { columns: links }
}

function nextStepOf(change: CaseChange, record: read.CaseRecord) {
  const { nextStep } = change
  if (nextStep === undefined) return {}
  if (isWaiting(record.status as 'pending') && !nextStep?.dueAt) throw new Refusal('follow_up_needed')
  const dueAt = nextStep?.dueAt ? new Date(nextStep.dueAt) : null
  const personId = nextStep?.whose === 'us' ? (nextStep.personId ?? record.owner_id) : null
  const whose = nextStep?.whose ?? null
  const moved = dueAt?.getTime() !== record.next_step_due_at?.getTime() || whose !== record.next_step_whose
  return {
    next_step: nextStep?.text ?? null,
    next_step_whose: whose,
    next_step_person_id: personId,
    next_step_due_at: dueAt,
    // words, a person or a date of one's own stay, whatever happens
    ...((nextStep?.text !== record.next_step || personId !== record.next_step_person_id || moved) && {
      next_step_automatic: false,
    }),
    // what is only worded anew keeps the date that it was given by rule
    ...(moved && { next_step_latest_at: null }),
  }
}

/** One event per thing that people and clocks tell apart; what did not change is not told. */
async function recordChanges(
  ctx: Context,
  before: read.CaseRecord,
  change: CaseChange,
  names: { type: string; team: string | null; fromOwner: string | null },
): Promise<void> {
  const caseId = before.id
  if (change.priority && change.priority !== before.priority) {
    await ctx.record({ name: 'case.priority_set', caseId, content: { from: before.priority, to: change.priority } })
  }
  if (change.teamId && change.teamId !== before.team_id) {
    await ctx.record({
      name: 'case.team_set',
      caseId,
      content: { from: before.team_id, teamId: change.teamId, team: names.team, fromOwner: names.fromOwner },
    })
  }
  if (change.nextStep !== undefined) {
    await ctx.record({ name: 'case.next_step_set', caseId, content: { from: before.next_step, to: change.nextStep } })
  }
  const fields: Record<string, { from: unknown; to: unknown }> = {}
  const compare = (name: string, from: unknown, to: unknown) => {
    if (to !== undefined && JSON.stringify(from) !== JSON.stringify(to)) fields[name] = { from, to }
  }
  compare('subject', before.subject, change.subject)
  compare('language', before.language, change.language)
  compare('tags', before.tags, change.tags)
  compare('restricted', before.restricted_itself, change.restricted)
  compare('contact', before.contact_id, change.contactId)
  compare('account', before.account_id, change.accountId)
  compare('product', before.product_id, change.productId)
  compare('asset', before.asset_id, change.assetId)
  if (change.typeId && change.typeId !== before.type_id) fields.type = { from: before.type_id, to: names.type }
  if (Object.keys(fields).length > 0) await ctx.record({ name: 'case.changed', caseId, content: { fields } })
}
