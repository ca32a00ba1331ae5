import type { Queue } from '../../../features/routing/contract/queues.ts'
import { counted } from '../../ui/amounts.ts'
import { duration, minutesUntil } from '../../ui/time.ts'
import { minutesText } from './minutes.ts'

/** What of a queue is said in its sentence, and so where its sheet begins. */
export type Slot =
  | 'countsIn'
  | 'teamId'
  | 'fallbackIds'
  | 'fallbackMinutes'
  | 'takesFirst'
  | 'method'
  | 'mode'
  | 'routing'
  | 'duty'

/** A piece of a sentence; one with a slot can be changed. */
export interface Part {
  text: string
  slot?: Slot
}

const says = (text: string, slot?: Slot): Part => (slot ? { text, slot } : { text })

export const orderWords: Record<Queue['takesFirst'], string> = {
  priority: 'highest priority first',
  deadline: 'nearest deadline first',
}
export const methodWords: Record<Queue['method'], string> = {
  spare_number: 'most room',
  spare_share: 'largest share of room',
  round_robin: 'longest without a new case',
}

/** How a queue gives out its work, as it is read aloud. */
export function queueSentence(queue: Queue): Part[] {
  return [
    says(listed([queue.team, ...queue.beside].map(({ name }) => name)), 'teamId'),
    ...fallbackParts(queue),
    says('; '),
    says(orderWords[queue.takesFirst], 'takesFirst'),
    ...(queue.mode === 'pull'
      ? [says('; '), says('people take the next one themselves', 'mode')]
      : [
          says('; to whoever has the '),
          says(methodWords[queue.method], 'method'),
          says(', '),
          says(queue.mode === 'offer' ? `offered for ${minutesText(queue.offerMinutes)}` : 'at once', 'mode'),
        ]),
    says('; '),
    says(queue.dutyHolder.name, 'duty'),
    says(' is told after '),
    says(minutesText(queue.routingMinutes, queue.countsIn), 'routing'),
    ...(queue.countsIn === 'open_hours' ? [says('; these times count in '), says('opening hours', 'countsIn')] : []),
    says('.'),
  ]
}

function fallbackParts({ fallbacks, fallbackMinutes, countsIn }: Queue): Part[] {
  const [first, ...rest] = fallbacks
  if (!first) return []
  return [
    says(', then '),
    says(fallbackMinutes === 0 ? 'at once' : `after ${minutesText(fallbackMinutes, countsIn)}`, 'fallbackMinutes'),
    says(' also '),
    says([first, ...rest].map(({ name }) => name).join(', then '), 'fallbackIds'),
  ]
}

/** Of which calendar the times count that are told; nothing where they count around the clock. */
export const countedWords = (calendar: { name: string } | null): string | null =>
  calendar && `These times count while ${calendar.name} is open.`

export interface Figure {
  text: string
  tone?: 'overdue' | 'risk'
}

/** How a queue stands now; what is fine is not mentioned. */
export function standingFigures({ standing, dutyHolder }: Queue, now: Date): Figure[] {
  const { waiting, oldestSince, overdue, atRisk, offered, owned } = standing
  if (waiting === 0) return [{ text: 'no case waits' }, { text: `${owned} in work` }]
  const oldest = oldestSince ? -minutesUntil(new Date(oldestSince), now) : 0
  return [
    { text: `${counted(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'}, the oldest for ${lasting(oldest)}` },
    ...(overdue > 0 ? [{ text: `${overdue} too long: ${dutyHolder.name} is told`, tone: 'overdue' as const }] : []),
    ...(atRisk > 0 ? [{ text: `${atRisk} late or at risk`, tone: 'risk' as const }] : []),
    ...(offered > 0 ? [{ text: `${offered} offered` }] : []),
    { text: `${owned} in work` },
  ]
}

/** Beyond two days hours say nothing. */
const lasting = (minutes: number): string =>
  minutes < 2880 ? duration(Math.max(minutes, 1)) : `${Math.floor(minutes / 1440)} days`

const listed = (names: string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
