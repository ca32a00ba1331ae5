/** Words that say nothing about what a case is about. */
const common = new Set(
  'about after again been before between cannot could does from have into more most never only other over same since some than that their them then there these they this those very were what when where which while with without would your'.split(
    ' ',
  ),
)

/** The words of a subject by which cases like it are found: letters only, so that nothing in them is an operator. */
export function tellingWords(subject: string): string[] {
  const words = subject
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
  return [...new Set(words)].filter((word) => word.length > 3 && !common.has(word) && !/^\d+$/.test(word)).slice(0, 12)
}

/** Why a case may belong to a problem; empty where too little speaks for it. */
export function likenessOf(facts: { sameProduct: boolean; words: readonly string[]; asked: number }): string[] {
  const { sameProduct, words, asked } = facts
  const enough = sameProduct ? 1 : Math.min(2, asked)
  if (words.length < enough || words.length === 0) return []
  return [...(sameProduct ? ['the same product'] : []), `speaks of ${words.map((word) => `“${word}”`).join(', ')}`]
}
