import type { SurveyKind } from '../../casetypes/contract/surveys.ts'
import type { Dice } from './random.ts'

const said = {
  good: [
    'Quick, and the explanation was clear.',
    'Somebody called back as promised. More of that, please.',
    'The part fitted at once, and the line runs again.',
    'One person from beginning to end. That helps.',
  ],
  between: ['Fine in the end, but I had to ask twice.', 'The answer was right, it took its time.'],
  low: [
    'Three days without a word while our line stood still.',
    'I had to tell the same story to two people.',
    'The first advice was wrong and cost us a shift.',
  ],
} as const

/** How often each point is given; most are content, and whoever waited for too long is less so. */
const shares: Record<SurveyKind, { met: readonly number[]; late: readonly number[] }> = {
  csat: { met: [5, 5, 4, 5, 4, 4, 5, 3], late: [4, 3, 2, 5, 1, 4] },
  ces: { met: [7, 6, 6, 7, 5, 7, 4], late: [5, 3, 6, 2, 5] },
  nps: { met: [10, 9, 9, 8, 10, 7], late: [8, 6, 9, 4] },
}

/** What a customer of the demo company answers; null where they do not. */
export function answerOf(dice: Dice, kind: SurveyKind, sla: string, tongue: string | null) {
  const answers = dice.chance(0.58)
  const score = dice.pick(shares[kind][sla === 'late' ? 'late' : 'met'])
  const tone = score >= 4 ? 'good' : score === 3 ? 'between' : 'low'
  const words = dice.pick(said[tone])
  const hours = dice.between(0.6, 30)
  if (!answers) return null
  return { score, words: tongue === 'en' && (tone !== 'good' || dice.chance(0.45)) ? words : null, hours }
}
