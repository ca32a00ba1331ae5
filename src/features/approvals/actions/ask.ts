import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { shownFields } from '../../cases/actions/fields.ts'
import { letSee } from '../../cases/actions/let-see.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import type { ApprovalAsked } from '../../casetypes/contract/approvals.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { dueAfter, hoursFor } from '../../tasks/actions/order.ts'
import { type Asking, whomToAsk } from '../rules/asked.ts'
import { decide } from '../rules/decide.ts'
import type { SubjectValue } from '../rules/rounds.ts'
import { valuesShown } from '../rules/shown.ts'
import { company } from '../store/company.ts'
import * as store from '../store.ts'
import { factsOf } from './facts.ts'

/** What is asked for: of the type, or in somebody's own words. */
export interface NewApproval
  extends Pick<ApprovalAsked, 'title' | 'asks' | 'fields' | 'approvers' | 'mode' | 'inOrder' | 'remindHours'> {
  key: string | null
  stage: string | null
  holds: boolean
  dueHours: number | null
  dueAt: Date | null
  rejectTo: string | null
  /** Who asked in the rounds before, or changed what was rejected then: asked again by somebody else, they still decide nothing. */
  barred?: readonly string[]
}

export const ofType = (asked: ApprovalAsked): NewApproval => ({
  ...asked,
  stage: asked.stage ?? null,
  holds: true,
  dueHours: asked.dueHours ?? null,
  dueAt: null,
  rejectTo: asked.rejectTo ?? null,
})

/** Asks everybody whom an approval names, in a new round, and tells whoever decides first. Answers with its id. */
export async function ask(
  ctx: Context,
  found: store.CaseFacts,
  definition: CaseTypeDefinition,
  asked: NewApproval,
  round: number,
): Promise<string> {
  const requesterId = ctx.actor.kind === 'person' ? ctx.actor.id : found.owner_id
  const changers = await store.lastChangers(ctx.db, found.id, asked.fields)
  const barred = new Map(changers.map((id) => [id, 'last changed what is approved']))
  for (const id of asked.barred ?? []) barred.set(id, 'asked for it before')
  if (requesterId) barred.set(requesterId, 'asked for it')
  const everybody = await company(ctx.db)
  const asking = whomToAsk(
    asked.approvers,
    asked.mode,
    { company: everybody, teamId: found.team_id, requesterId, ownerId: found.owner_id, barred },
    ctx.now,
  )
  if (asked.key === null) await requireSeers(ctx, found.id, asking)
  const hours = await hoursFor(ctx, null, found.team_id)
  const after = (count: number) => dueAfter(count, ctx.now, hours)
  const dueAt = asked.dueAt ?? (asked.dueHours === null ? null : after(asked.dueHours))
  const remindAt = asked.remindHours.map(after).sort((a, b) => a.getTime() - b.getTime())
  const id = ctx.newId()
  await store.insertApproval(
    ctx.db,
    {
      id,
      case_id: found.id,
      key: asked.key,
      round,
      title: asked.title,
      asks: asked.asks,
      subject: JSON.stringify(await subjectOf(ctx, definition, found, asked.fields)),
      stage: asked.stage,
      asked_in: found.stage,
      holds: asked.holds,
      mode: typeof asked.mode === 'object' ? 'at_least' : asked.mode,
      needed: asking.needed,
      in_order: asked.inOrder,
      reject_to: asked.rejectTo,
      self_check: asking.selfCheck,
      requested_by: requesterId,
      requested_at: ctx.now,
      barred: [...barred.keys()],
      left_out: JSON.stringify(asking.leftOut),
      due_at: dueAt,
      remind_at: remindAt,
      wake_at: earliest([...remindAt.slice(0, 1), ...(dueAt ? [dueAt] : [])]),
    },
    asking.asked.map(({ personId, because, standIn }, position) => ({
      id: ctx.newId(),
      approval_id: id,
      position,
      person_id: personId,
      because,
      stand_in_id: standIn?.personId ?? null,
      stand_in_because: standIn?.because ?? null,
    })),
  )
  await tell(ctx, (await store.findApproval(ctx.db, id))!, definition)
  return id
}

/** Only a type, or whoever may restrict cases, lets others into a restricted one by asking for their word. */
async function requireSeers({ db, actor }: Context, caseId: string, { asked }: Asking): Promise<void> {
  if (actor.rights.has('*') || actor.rights.has('cases.restrict')) return
  const people = asked.flatMap(({ personId, standIn }) => [personId, ...(standIn ? [standIn.personId] : [])])
  const sees = await whoMaySee(db, people, [caseId])
  if (people.some((id) => !sees(id, caseId)))
    throw new Refusal('not_allowed', { because: 'not everybody who is asked may see this case' })
}

/** The earliest of some instants; null for none. */
export const earliest = (instants: readonly Date[]): Date | null =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())))

async function subjectOf(
  ctx: Context,
  definition: CaseTypeDefinition,
  found: store.CaseFacts,
  keys: readonly string[],
): Promise<SubjectValue[]> {
  if (keys.length === 0) return []
  const { fields } = await shownFields(ctx.asSystem(), definition, found.custom, found.id)
  return fields.filter(({ key }) => keys.includes(key)).map(valuesShown)
}

/** Tells whoever decides next; the timeline names everybody who is asked. */
export async function tell(ctx: Context, row: store.ApprovalRow, definition: CaseTypeDefinition): Promise<void> {
  const { next } = decide(factsOf(row), ctx.now)
  const to = next.map(({ personId: id, name, standIn }) => standIn ?? { id, name })
  await letSee(ctx, row.case_id, to, `asked to approve “${row.title}”`)
  await ctx.record({
    name: 'approval.asked',
    caseId: row.case_id,
    content: {
      approvalId: row.id,
      title: row.title,
      round: row.round,
      stage: row.stage && (stageOf(definition, row.stage)?.label ?? row.stage),
      people: row.votes.map(({ name, because, standInName, standInBecause }, at) => ({
        name,
        because,
        ...(standInName && { standIn: standInName, standInBecause }),
        ...(row.in_order && { place: at + 1 }),
      })),
      ...(row.votes.length === 0 && { nobody: true }),
      ...(row.left_out.length > 0 && { leftOut: row.left_out }),
      needed: row.needed,
      of: row.votes.length,
      selfCheck: row.self_check,
      dueAt: row.due_at?.toISOString() ?? null,
      to,
      mail: true,
    },
  })
}
