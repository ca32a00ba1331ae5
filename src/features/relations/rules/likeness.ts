import { commonWords } from '../../families/rules/common-words.ts'

/** Words that say nothing about what a case is about, beside those of common speech. */
const common = new Set(
  'again cannot does from have into most never only over same since some than that their them then they this very were what with would shows show return returns restart open opened opening close closed cannot list unit issue issues order orders invoice invoices customer'.split(
    ' ',
  ),
)
const dayMs = 86_400_000

/** The words of a subject by which cases like it are found: letters only, so that nothing in them is an operator. */
export function tellingWords(subject: string): string[] {
  const words = subject
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
  return [...new Set(words)]
    .filter((word) => word.length > 3 && !commonWords.has(word) && !common.has(word) && !/^\d+$/.test(word))
    .slice(0, 12)
}

/** What is less alike is not offered, nor more than so many. */
export const leastScore = 50
export const mostOffered = 6

export interface LikenessFacts {
  sameProduct: boolean
  sameType: boolean
  /** Opened so long before or after the problem. */
  apartMs: number
  /** The words it has in common, each with the share of open cases that have it too, from 0 to 1. */
  words: readonly { word: string; share: number }[]
}

/**
 * How much a case speaks for a problem, in percent, and why: words that few cases have count whole, those of many hardly;
 * the same product, the same type and the same days add to that.
 */
export function likenessOf({ sameProduct, sameType, apartMs, words }: LikenessFacts): {
  score: number
  because: string[]
} {
  const rare = words.filter(({ share }) => share <= 0.2)
  const weight = words.reduce((sum, { share }) => sum + (share <= 0.05 ? 1 : share <= 0.2 ? 0.6 : 0.1), 0)
  const near = apartMs <= 3 * dayMs
  const score =
    50 * Math.min(1, weight / 2) +
    (sameProduct ? 30 : 0) +
    (sameType ? 10 : 0) +
    (near ? 10 : apartMs <= 10 * dayMs ? 5 : 0)
  const told = (rare.length > 0 ? rare : words).map(({ word }) => `“${word}”`)
  return {
    // without a word in common, or the product and nothing else, nobody could say why
    score: words.length === 0 ? 0 : Math.round(score),
    because: [
      ...(sameProduct ? ['the same product'] : []),
      ...(told.length > 0 ? [`speaks of ${told.join(', ')}`] : []),
      ...(sameType ? ['the same type'] : []),
      ...(near ? ['opened in the same days'] : []),
    ],
  }
}
