import type { Context } from '../../../platform/context.ts'
import { Refusal, refusals } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { linkCases } from './link-cases.ts'

/** Many incidents of one problem at once, each by its own rules. */
export async function linkIncidents(
  ctx: Context,
  ref: string,
  cases: readonly string[],
): Promise<{ linked: number; refused: { case: string; because: string }[] }> {
  ctx.require('cases.work')
  const { id } = await loadToRead(ctx, ref)
  const refused: { case: string; because: string }[] = []
  for (const each of cases) {
    try {
      await linkCases(ctx, id, { kind: 'incident', case: each })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ case: each, because: String(error.detail.because ?? '') || refusals[error.code].text })
    }
  }
  return { linked: cases.length - refused.length, refused }
}
