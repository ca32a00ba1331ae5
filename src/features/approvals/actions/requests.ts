import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { loadToChange, loadToWork } from '../../cases/actions/load.ts'
import { inOwnWords } from '../../cases/rules/approvals.ts'
import { isOpen, standsIn } from '../../cases/rules/lifecycle.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { isNeeded } from '../../casetypes/rules/approvals.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import type { approvalsContract } from '../contract.ts'
import { wasAnswered } from '../rules/decide.ts'
import { company } from '../store/company.ts'
import * as store from '../store.ts'
import { ask, type NewApproval, ofType } from './ask.ts'
import { approvalToChange } from './decide.ts'
import { latest, voidOne } from './keep.ts'

type Wish = InputOf<typeof approvalsContract.askApproval>['body']

/** Asks by hand: again for what the type asks for, or in own words. */
export async function askByHand(ctx: Context, ref: string, wish: Wish): Promise<string> {
  ctx.require('cases.work')
  const { record, definition } = await loadToWork(ctx, ref)
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', { because: 'it is resolved already', missing: [] })
  const found = (await store.caseOf(ctx.db, record.id))!
  if ('key' in wish) {
    const asked = definition.approvals.find(({ key }) => key === wish.key)
    if (!asked) throw new Refusal('not_found', { what: 'approval', id: wish.key })
    const last = latest(await store.approvalsOf(ctx.db, record.id)).find(({ key }) => key === wish.key)
    if (last?.state === 'waiting' || last?.state === 'approved')
      throw new Refusal('already_exists', { because: `it is ${last.state} already` })
    if (!isNeeded(definition, asked, record.custom as Record<string, unknown>))
      throw new Refusal('transition_not_allowed', {
        because: 'as its fields stand, nobody has to approve it',
        missing: [],
      })
    return ask(ctx, found, definition, ofType(asked), (last?.round ?? 0) + 1)
  }
  const asked = ownWords(wish, definition, standsIn(definition, record), ctx.now)
  await requireKnown(ctx, wish.approvers)
  if (!wish.again) return ask(ctx, found, definition, asked, 1)
  const before = await rejectedOf(ctx, record.id, wish.again)
  await voidOne(ctx, before, `asked again by ${ctx.actor.name}`)
  const stays = { holds: asked.holds || before.holds, barred: before.barred }
  return ask(ctx, found, definition, { ...asked, ...stays }, before.round + 1)
}

/** A rejected approval in own words of this case, which somebody asks for again. */
async function rejectedOf(ctx: Context, caseId: string, id: string): Promise<store.ApprovalRow> {
  const row = (await store.approvalsOf(ctx.db, caseId)).find((each) => each.id === id && each.key === null)
  if (!row) throw new Refusal('not_found', { what: 'approval', id })
  if (row.state !== 'rejected') throw new Refusal('approval_settled', { because: `it is ${row.state}` })
  return row
}

function ownWords(
  wish: Extract<Wish, { title: string }>,
  definition: CaseTypeDefinition,
  stage: string,
  now: Date,
): NewApproval {
  const wrong = (path: string, message: string) =>
    new Refusal('malformed', { fields: [{ path: `body.${path}`, message }] })
  const dueAt = wish.dueAt ? new Date(wish.dueAt) : null
  if (dueAt && dueAt <= now) throw wrong('dueAt', 'lies in the past')
  const back = wish.rejectTo && definition.stages.find(({ key }) => key === wish.rejectTo)
  if (wish.rejectTo && (!back || back.aside || !isOpen(back.status)))
    throw wrong('rejectTo', 'is no open stage of its path')
  const { title, asks, approvers, mode, inOrder, holds } = wish
  const more = { key: null, fields: [], dueHours: null, remindHours: [], rejectTo: wish.rejectTo ?? null }
  return { title, asks, approvers, mode, inOrder, holds, dueAt, stage, ...more }
}

/** People, teams and roles that are named by their ids are there. */
async function requireKnown(ctx: Context, approvers: NewApproval['approvers']): Promise<void> {
  const { people, teams, roles } = await company(ctx.db)
  for (const approver of approvers) {
    if (
      approver.who === 'person' &&
      !people.some(({ id, deactivatedAt }) => id === approver.personId && !deactivatedAt)
    )
      throw new Refusal('not_found', { what: 'person', id: approver.personId })
    if (approver.who === 'team' && !teams.some(({ id }) => id === approver.teamId))
      throw new Refusal('not_found', { what: 'team', id: approver.teamId })
    if (approver.who === 'own_role' && !roles.some(({ id }) => id === approver.roleId))
      throw new Refusal('not_found', { what: 'role', id: approver.roleId })
  }
}

/**
 * Takes back what somebody asked for in own words, while nobody has answered. Afterwards only whoever may override gates
 * ends it, which is one. What a type asks for stands as long as it asks for it.
 */
export async function withdrawApproval(ctx: Context, id: string, reason: string): Promise<void> {
  ctx.require('cases.read')
  const row = await approvalToChange(ctx, id)
  if (!mayWithdraw(ctx, row)) throw notTakenBack(row)
  if (row.state !== 'waiting' && row.state !== 'rejected')
    throw new Refusal('approval_settled', { because: `it is ${row.state}` })
  if (!wasAnswered(row)) return voidOne(ctx, row, `taken back by ${ctx.actor.name}: ${reason}`)
  const { record, definition } = await loadToChange(ctx, row.case_id)
  const from = stageOf(definition, standsIn(definition, record))?.label ?? ''
  const missing = [inOwnWords({ ...row, inOrder: row.in_order, votes: row.votes.map(byDecider) }, null)]
  const override = row.holds ? { from, to: '', override: { reason, missing } } : {}
  await voidOne(ctx, row, `ended by ${ctx.actor.name}: ${reason}`, override)
}

const byDecider = ({ decision, decidedByName, standInName, name }: store.VoteRow) => ({
  decision,
  name: decidedByName ?? standInName ?? name,
})

function notTakenBack(row: store.ApprovalRow): Refusal {
  if (row.key !== null)
    return new Refusal('not_allowed', {
      because: 'its type asks for it, and stands by it; it is asked again, or given',
    })
  const because = wasAnswered(row)
    ? 'what is decided is not taken back: it is asked again, or whoever may override gates ends it'
    : 'whoever asked in own words, or a lead, takes it back'
  return new Refusal('not_allowed', { right: 'cases.override', because })
}

export const mayWithdraw = ({ actor }: Context, row: store.ApprovalRow): boolean => {
  if (row.key !== null) return false
  if (actor.rights.has('*') || actor.rights.has('cases.override')) return true
  return actor.kind === 'person' && actor.id === row.requested_by && !wasAnswered(row)
}
