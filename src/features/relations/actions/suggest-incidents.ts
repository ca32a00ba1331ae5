import type { Context } from '../../../platform/context.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { stemOf } from '../../search/rules/words.ts'
import type { SuggestedIncident } from '../contract/problems.ts'
import { leastScore, likenessOf, mostOffered, tellingWords } from '../rules/likeness.ts'
import { casesAlike } from '../store/suggestions.ts'

/** So many are looked at; most of them are not alike enough. */
const mostWeighed = 40

/** Open cases that may hang on the same problem, with what they have in common with it. */
export async function suggestIncidents(ctx: Context, ref: string): Promise<SuggestedIncident[]> {
  ctx.require('cases.read')
  const problem = await loadToRead(ctx, ref)
  const stems = tellingWords(problem.subject).map((word) => ({ word, stem: stemOf(word) }))
  const alike = await casesAlike(
    ctx.db,
    ctx.actor,
    { id: problem.id, productId: problem.product_id, typeId: problem.type_id, stems },
    mostWeighed,
  )
  return alike
    .map((each) => {
      const apartMs = Math.abs(each.createdAt.getTime() - problem.created_at.getTime())
      return { ...each, ...likenessOf({ ...each, apartMs }) }
    })
    .filter(({ score }) => score >= leastScore)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, mostOffered)
    .map(({ id, number, subject, accountId, account, createdAt, because }) => ({
      case: { id, number: caseNumberText(number), subject },
      account: accountId && account !== null ? { id: accountId, name: account } : null,
      createdAt: createdAt.toISOString(),
      because,
    }))
}
