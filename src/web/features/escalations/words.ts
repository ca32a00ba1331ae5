import type { Escalation } from '../../../features/escalations/contract.ts'

/** “Level 2, Specialist”; clocks may go further than levels have names. */
export function levelSaid(level: number, names: readonly string[]): string {
  const name = names[level - 1]
  return name ? `Level ${level}, ${name}` : `Level ${level}`
}

export const levelChoices = (names: readonly string[]) =>
  [1, 2, 3].map((level) => ({ value: String(level), label: levelSaid(level, names) }))

/** “by Ana Ferreira, help asked of Luca Berti”, “by a clock”, “by a rule, told Mira Kaplan”. */
export function howSaid({ cause, by, toPerson, toTeam, handedOver }: Escalation): string {
  if (cause === 'clock') return 'by a clock'
  const whom = toPerson?.name ?? toTeam?.name
  if (cause === 'rule') return `by a rule${whom ? `, ${handedOver ? 'handed over to' : 'told'} ${whom}` : ''}`
  const to = whom ? (handedOver ? `, handed over to ${whom}` : `, help asked of ${whom}`) : ''
  return `by ${by?.name ?? 'a program'}${to}`
}
