import type { Context } from '../../../platform/context.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { stemOf } from '../../search/rules/words.ts'
import type { SuggestedIncident } from '../contract/problems.ts'
import { likenessOf, tellingWords } from '../rules/likeness.ts'
import { casesAlike } from '../store/suggestions.ts'

const mostShown = 20

/** Open cases that may hang on the same problem, with what they have in common with it. */
export async function suggestIncidents(ctx: Context, ref: string): Promise<SuggestedIncident[]> {
  ctx.require('cases.read')
  const problem = await loadToRead(ctx, ref)
  const stems = tellingWords(problem.subject).map((word) => ({ word, stem: stemOf(word) }))
  const alike = await casesAlike(ctx.db, ctx.actor, { id: problem.id, productId: problem.product_id, stems }, mostShown)
  return alike.flatMap(({ id, number, subject, accountId, account, createdAt, sameProduct, words }) => {
    const because = likenessOf({ sameProduct, words, asked: stems.length })
    if (because.length === 0) return []
    return [
      {
        case: { id, number: caseNumberText(number), subject },
        account: accountId && account !== null ? { id: accountId, name: account } : null,
        createdAt: createdAt.toISOString(),
        because,
      },
    ]
  })
}
