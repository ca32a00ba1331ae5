import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { letSee } from '../../cases/actions/let-see.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { whoIsLessened } from '../../people/actions/less-than-before.ts'
import { type Company, standInFor } from '../rules/asked.ts'
import { decide } from '../rules/decide.ts'
import { company } from '../store/company.ts'
import { dutyHolderOf, noteUnattended } from '../store/due.ts'
import * as store from '../store.ts'
import { earliest } from './ask.ts'
import { factsOf } from './facts.ts'

/**
 * What time does to an approval: whoever went on leave is stood in for, whoever is back decides again; reminders; and
 * past its date the duty holder is told. Each once: whoever looks second at the same instant finds it done.
 */
export async function lookAtApproval(ctx: Context, id: string): Promise<void> {
  const asked = await store.findApproval(ctx.db, id)
  if (!asked) return
  const { record } = await loadToChange(ctx, asked.case_id)
  const row = (await store.findApproval(ctx.db, id))!
  if (row.state !== 'waiting') return
  if (!row.self_check) {
    await standIn(ctx, row, record)
    await noteUnattended(ctx.db, id, ctx.now)
  }
  const now = (await store.findApproval(ctx.db, id))!
  await remind(ctx, now)
}

/** Somebody has left, or reads no cases now: who decides in their place is looked for at once, not in a minute. */
export async function passOnApprovals(ctx: Context, event: RecordedEvent): Promise<void> {
  const lessened = await whoIsLessened(ctx, event)
  if (lessened.some((person) => !person.readsCases)) await ctx.enqueue('watch-approvals', {})
}

async function standIn(
  ctx: Context,
  row: store.ApprovalRow,
  { team_id: teamId, restricted }: { team_id: string; restricted: boolean },
): Promise<void> {
  const everybody = await company(ctx.db)
  const barred = new Map(row.barred.map((id) => [id, 'asked for it']))
  // Only a type lets others into a restricted case: what somebody asks in own words passes to those who see it anyway.
  if (restricted && row.key === null)
    for (const id of await strangers(ctx, row.case_id, everybody)) barred.set(id, 'may not see it')
  const next = new Set(decide(factsOf(row), ctx.now).next.map(({ id }) => id))
  const taken = new Set(row.votes.flatMap(({ personId, standInId }) => [personId, ...(standInId ? [standInId] : [])]))
  for (const vote of row.votes.filter(({ decision }) => decision === null)) {
    const others = new Set([...taken].filter((id) => id !== vote.standInId))
    const found = standInFor({ company: everybody, teamId, barred, personId: vote.personId, taken: others }, ctx.now)
    if ((found?.personId ?? null) === vote.standInId) continue
    if (vote.standInId) taken.delete(vote.standInId)
    if (found) taken.add(found.personId)
    await store.updateVote(ctx.db, vote.id, {
      stand_in_id: found?.personId ?? null,
      stand_in_because: found?.because ?? null,
    })
    const name = found && everybody.people.find(({ id }) => id === found.personId)!.name
    const decider = found && name ? { id: found.personId, name } : { id: vote.personId, name: vote.name }
    const to = next.has(vote.id) ? [decider] : []
    await letSee(ctx, row.case_id, to, `asked to approve “${row.title}”`)
    await ctx.record({
      name: 'approval.delegated',
      caseId: row.case_id,
      content: {
        ...about(row),
        for: vote.name,
        standIn: name,
        because: found?.because ?? 'they decide again',
        to,
        mail: true,
      },
    })
  }
}

async function strangers(ctx: Context, caseId: string, { people }: Company): Promise<string[]> {
  const ids = people.map(({ id }) => id)
  const sees = await whoMaySee(ctx.db, ids, [caseId])
  return ids.filter((id) => !sees(id, caseId))
}

async function remind(ctx: Context, row: store.ApprovalRow): Promise<void> {
  const { next, overdue } = decide(factsOf(row), ctx.now)
  const ahead = row.remind_at.filter((at) => at > ctx.now)
  const escalates = overdue && row.escalated_at === null
  if (ahead.length === row.remind_at.length && !escalates && (row.wake_at === null || row.wake_at > ctx.now)) return
  if (ahead.length < row.remind_at.length && !escalates) {
    const to = next.map(({ personId: id, name, standIn: other }) => other ?? { id, name })
    if (to.length > 0)
      await ctx.record({ name: 'approval.reminded', caseId: row.case_id, content: { ...about(row), to, mail: true } })
  }
  if (escalates) {
    const to = await dutyHolderOf(ctx.db, row.case_id)
    await letSee(ctx, row.case_id, [to], `“${row.title}” is overdue`)
    const waits = next.map((vote) => vote.standIn?.name ?? vote.name)
    await ctx.record({
      name: 'approval.overdue',
      caseId: row.case_id,
      content: { ...about(row), waitsFor: waits, to: [to], mail: true },
    })
  }
  const escalatedAt = escalates ? ctx.now : row.escalated_at
  await store.updateApproval(ctx.db, row.id, {
    remind_at: ahead,
    escalated_at: escalatedAt,
    wake_at: earliest([...ahead, ...(row.due_at && !escalatedAt ? [row.due_at] : [])]),
  })
}

const about = ({ id, title, round, due_at }: store.ApprovalRow) => ({
  approvalId: id,
  title,
  round,
  dueAt: due_at?.toISOString() ?? null,
})
