import type { Context, RecordedEvent } from '../../../platform/context.ts'

/** Somebody came back, has more room, or can do more than before: what waits for them is looked at at once. */
export async function pullForPerson(ctx: Context, { content }: RecordedEvent): Promise<void> {
  const { personId, status, awayUntil } = content
  const isHere = status === undefined || (status === 'online' && !awayUntil)
  if (typeof personId === 'string' && isHere) await pullSoon(ctx, { personId })
}

/** Whoever had the case, or was asked whether they take it, has room again. */
export async function pullAfterCase(ctx: Context, { caseId, name, content }: RecordedEvent): Promise<void> {
  if (caseId === null) return
  if (name === 'case.stage_set' && content.toStatus !== 'pending' && content.toStatus !== 'on_hold') return
  const before = name === 'case.team_set' ? content.fromOwner : content.from
  if (hadOwner.has(name) && typeof before === 'string') await pullSoon(ctx, { personId: before })
  // Of what people give away by hand, somebody else may have been asked until then.
  const byHand =
    name === 'case.assigned' && before === null && content.toStatus && !content.decisionId && !content.offerId
  if (byHand || name === 'case.team_set' || !hadOwner.has(name)) await pullSoon(ctx, { caseId })
}

const hadOwner = new Set(['case.assigned', 'case.returned', 'case.declined', 'case.team_set'])

export async function pullForTeam(ctx: Context, { content }: RecordedEvent): Promise<void> {
  if (typeof content.teamId === 'string') await pullSoon(ctx, { teamId: content.teamId })
}

export async function pullForQueue(ctx: Context, { content }: RecordedEvent): Promise<void> {
  if (typeof content.queueId === 'string') await pullSoon(ctx, { queueId: content.queueId })
}

/** Everybody may have room for more. */
export const pullForAll = (ctx: Context): Promise<void> => pullSoon(ctx, { all: true })

export interface PullFor extends Record<string, unknown> {
  personId?: string
  caseId?: string
  teamId?: string
  queueId?: string
  all?: true
}

export const pullSoon = (ctx: Context, what: PullFor): Promise<void> =>
  ctx.enqueue('pull-queues', what, { key: `pull ${Object.entries(what).flat().join(' ')}` })
