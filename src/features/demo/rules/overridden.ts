import type { Passed, PlannedCase } from './moves.ts'

/** Gates that leads passed unmet, each with what was missing and why: leadership reads of it on its list. */
const overridden: readonly (Passed & { type: string; nth: number })[] = [
  {
    type: 'technical_issue',
    nth: 1,
    left: 'Customer-facing update written',
    reason: 'Told on the phone, and they asked for no letter.',
  },
  {
    type: 'warranty_claim',
    nth: 1,
    left: 'Unit tested after the remedy',
    reason: 'The new unit went out sealed; the customer tested it on site and said so.',
  },
  {
    type: 'technical_issue',
    nth: 4,
    left: 'Reproduction or symptoms noted',
    reason: 'A known fault of this series, described in the service letter.',
  },
]

/** Has leads resolve some of the cases that ended lately, with something of their path left open. */
export function passSomeAnyway(planned: readonly PlannedCase[]): void {
  for (const { type, nth, ...passed } of overridden) {
    const ends = planned
      .filter((each) => each.type === type)
      .flatMap(({ moves }) => moves.filter((move) => move.act === 'resolves'))
      .toSorted((a, b) => b.at - a.at)
    const move = ends[nth]
    if (move) move.passed = passed
  }
}
