import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { anyHidden, isId } from '../store/read.ts'
import { loadToRead } from './load.ts'

/** Refuses, as every door does, whoever no longer sees one of these cases, or one of those that an answer names. */
export async function requireSight(ctx: Context, caseIds: readonly string[], answer: unknown): Promise<void> {
  for (const id of caseIds) await loadToRead(ctx, id)
  const named = new Set(idsIn(answer))
  if (await anyHidden(ctx.db, ctx.actor, [...named]))
    throw new Refusal('not_found', { what: 'case', id: 'of the answer' })
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : []
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : []
}
