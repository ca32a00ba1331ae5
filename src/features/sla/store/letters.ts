import type { Db } from '../../../platform/context.ts'
import type { Letter } from '../contract/letters.ts'
import type { Clock } from '../rules/clock.ts'

/** What became of the reply that fulfilled a clock, or of the last letter that was written when its case was resolved. */
export async function letterOf(db: Db, caseId: string, { metAt, endedBecause }: Clock): Promise<Letter | null> {
  if (metAt === null || !endedBecause) return null
  const { code, params } = endedBecause
  if (code !== 'public_reply' && code !== 'resolved') return null
  const row = await db
    .selectFrom('message')
    .select(['delivery', 'delivery_error as error'])
    .where('case_id', '=', caseId)
    .where('direction', '=', 'out')
    .where('public', '=', true)
    .where('undone_at', 'is', null)
    .where('delivery', 'is not', null)
    .where('created_at', '<=', new Date(metAt))
    .$if(code === 'public_reply', (q) => q.where('id', '=', String(params.messageId)))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { delivery: row.delivery as Letter['delivery'], error: row.error } : null
}
