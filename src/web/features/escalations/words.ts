import type { Escalation } from '../../../features/escalations/contract.ts'

/** 1 within the frontline, 2 to specialists, 3 to those who lead. Clocks may go further. */
const names: Readonly<Record<number, string>> = { 1: 'Frontline', 2: 'Specialist', 3: 'Lead' }

export const levelSaid = (level: number): string =>
  names[level] ? `Level ${level}, ${names[level]}` : `Level ${level}`

export const levels = [1, 2, 3].map((level) => ({ value: String(level), label: levelSaid(level) }))

/** “by Ana Ferreira, help asked of Luca Berti”, “by a clock”. */
export function howSaid({ cause, by, toPerson, toTeam, handedOver }: Escalation): string {
  if (cause === 'clock') return 'by a clock'
  const whom = toPerson?.name ?? toTeam?.name
  const to = whom ? (handedOver ? `, handed over to ${whom}` : `, help asked of ${whom}`) : ''
  return `by ${by?.name ?? 'a program'}${to}`
}
