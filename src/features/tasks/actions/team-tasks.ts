import type { Context } from '../../../platform/context.ts'
import { cursorOf } from '../../../platform/cursor.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { TeamTask } from '../contract.ts'
import { taskOf } from '../rules.ts'
import { listTeamTasks, type TeamTaskQuery } from '../store/team-tasks.ts'

/** Open work of one team, or of all that the person who asks belongs to, as far as they may see its cases. */
export async function teamTasks(
  ctx: Context,
  { team, ...query }: Omit<TeamTaskQuery, 'teamIds'> & { team?: string | undefined },
): Promise<{ items: TeamTask[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  const teamIds = team ? [team] : ctx.actor.teamIds
  if (teamIds.length === 0) return { items: [], nextCursor: null }
  const rows = await listTeamTasks(ctx.db, ctx.actor, { ...query, teamIds })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      ...taskOf(row, [], ctx.now),
      case: {
        id: row.case_id,
        number: caseNumberText(row.case_number),
        subject: row.case_subject,
        priority: row.case_priority as Priority,
        dueAt: row.case_due_at?.toISOString() ?? null,
        teamId: row.case_team_id,
        owner: row.case_owner_id && row.case_owner_name ? { id: row.case_owner_id, name: row.case_owner_name } : null,
        account: row.account_id && row.account_name ? { id: row.account_id, name: row.account_name } : null,
      },
    })),
    nextCursor: rows.length > query.limit && last ? cursorOf([last.place, last.id]) : null,
  }
}
