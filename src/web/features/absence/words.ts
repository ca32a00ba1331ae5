import type { Goes, HandOverRule, LeaveWork } from '../../../features/absence/contract/hand-over.ts'
import type { Leave } from '../../../features/absence/contract.ts'
import { kindWords } from '../../../features/absence/rules.ts'
import { counted } from '../../ui/amounts.ts'
import { dayMonth } from '../../ui/time.ts'
import { lastDayBefore, timeText } from './days.ts'

/** `whoIs`: “you are”, or “Ana Ferreira is”. */
export const rulesFor = (whoIs: string): { value: HandOverRule; label: string; said: string }[] => [
  {
    value: 'what_moves',
    label: 'Only what moves',
    said: `what is late by then or due before ${whoIs} back is handed over; what is due later waits`,
  },
  { value: 'all', label: 'Everything', said: 'every open case and task is handed over' },
  { value: 'watch', label: 'Nothing', said: 'everything stays; the deputy watches it' },
]

export const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }))

/** “Vacation”, where the reader may know; “Away” for everybody else. */
export const kindSaid = ({ kind }: Pick<Leave, 'kind'>): string => (kind ? kindWords[kind] : 'Away')

/** “24 Nov – 30 Nov”, both days included; with the times where it is not about whole days. */
export function daysSaid({ from, until, endedAt }: Pick<Leave, 'from' | 'until' | 'endedAt'>, now: Date): string {
  const [begins, ends] = [timeText(new Date(from)), timeText(new Date(endedAt ?? until))]
  const first = dayMonth(new Date(from), now)
  const last = dayMonth(lastDayBefore(new Date(endedAt ?? until)), now)
  if (first === last && begins && ends) return `${first}, ${begins} – ${ends}`
  if (first === last) return [first, begins && `from ${begins}`, ends && `until ${ends}`].filter(Boolean).join(', ')
  return `${first} – ${last}`
}

/** Where a case goes, in the words of its row. */
export const goesSaid = (goes: Goes, deputy: string | null, isTask = false): string =>
  goes === 'stay'
    ? 'Stays'
    : goes === 'deputy'
      ? `To ${deputy ?? 'the deputy'}`
      : isTask
        ? 'To its team'
        : 'To its queue'

/** “5 cases and 2 tasks go to Elena Brandt, 3 wait.” */
export function foreseenSaid(items: readonly Pick<LeaveWork, 'task' | 'goes'>[], deputy: string | null): string {
  if (items.length === 0) return 'Nothing is open, so there is nothing to hand over.'
  const of = (goes: Goes) => items.filter((item) => item.goes === goes)
  const amount = (some: readonly Pick<LeaveWork, 'task'>[]) => {
    const tasks = some.filter(({ task }) => task !== null).length
    return [some.length - tasks > 0 && counted(some.length - tasks, 'case'), tasks > 0 && counted(tasks, 'task')]
      .filter(Boolean)
      .join(' and ')
  }
  const verb = (some: readonly unknown[], one: string, many: string) => (some.length === 1 ? one : many)
  const [toDeputy, toQueue, stays] = [of('deputy'), of('queue'), of('stay')]
  const parts = [
    toDeputy.length > 0 && `${amount(toDeputy)} ${verb(toDeputy, 'goes', 'go')} to ${deputy ?? 'the deputy'}`,
    toQueue.length > 0 && `${amount(toQueue)} ${verb(toQueue, 'goes', 'go')} to the queue`,
    stays.length > 0 && `${amount(stays)} ${verb(stays, 'stays', 'stay')}`,
  ].filter(Boolean)
  return `${parts.join(', ')}.`
}

/** What became of one case or task of a leave under way, or over. */
export function outcomeSaid(item: LeaveWork, now: Date): string {
  if (item.returnedAt) return `came back ${dayMonth(new Date(item.returnedAt), now)}`
  if (item.keptBecause) return `not given back: ${item.keptBecause}`
  if (item.problem) return `not handed over: ${item.problem}`
  if (item.movedAt) return item.movedTo ? `with ${item.movedTo.name}` : 'in its queue'
  return item.goes === 'stay' ? `stayed: ${item.because}` : 'about to move'
}
