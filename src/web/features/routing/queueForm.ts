import type { Queue } from '../../../features/routing/contract/queues.ts'
import { minutesOf, minutesText } from './minutes.ts'

/** A queue as its sheet holds it: times as they are typed. */
export interface QueueValues {
  name: string
  teamId: string
  besideIds: string[]
  fallbackIds: string[]
  takesFirst: Queue['takesFirst']
  method: Queue['method']
  mode: Queue['mode']
  offerMinutes: string
  countsIn: Queue['countsIn']
  relaxMinutes: string
  fallbackMinutes: string
  routingMinutes: string
  dutyHolderId: string
  isDefault: boolean
}

export const queueLabels: Record<keyof QueueValues, string> = {
  name: 'Name',
  teamId: 'Team',
  besideIds: 'Further teams, asked from the beginning',
  fallbackIds: 'Teams that are asked too',
  takesFirst: 'Which case first',
  method: 'To whom first',
  mode: 'How it is given out',
  offerMinutes: 'Offered to each for',
  countsIn: 'These times count',
  relaxMinutes: 'Skills asked for at first are given up after',
  fallbackMinutes: 'They are asked after',
  routingMinutes: 'Somebody is told after',
  dutyHolderId: 'Who is told',
  isDefault: 'Default queue',
}

const ids = (list: readonly { id: string }[] | undefined): string[] => (list ?? []).map(({ id }) => id)

/** Those of a queue that exists, else what a new one of that team begins with. */
export const queueValues = (queue: Queue | null, teamId: string): QueueValues => ({
  name: queue?.name ?? '',
  teamId: queue?.team.id ?? teamId,
  besideIds: ids(queue?.beside),
  fallbackIds: ids(queue?.fallbacks),
  takesFirst: queue?.takesFirst ?? 'priority',
  method: queue?.method ?? 'spare_number',
  mode: queue?.mode ?? 'push',
  offerMinutes: minutesText(queue?.offerMinutes ?? 10),
  countsIn: queue?.countsIn ?? 'all_hours',
  relaxMinutes: minutesText(queue?.relaxMinutes ?? 15, queue?.countsIn),
  fallbackMinutes: minutesText(queue?.fallbackMinutes ?? 30, queue?.countsIn),
  routingMinutes: minutesText(queue?.routingMinutes ?? 60, queue?.countsIn),
  dutyHolderId: queue?.dutyHolderId ?? '',
  isDefault: queue?.isDefault ?? false,
})

export const queueBody = (values: QueueValues) => ({
  ...values,
  name: values.name.trim(),
  offerMinutes: minutesOf(values.offerMinutes) ?? 0,
  relaxMinutes: minutesOf(values.relaxMinutes) ?? 0,
  fallbackMinutes: minutesOf(values.fallbackMinutes) ?? 0,
  routingMinutes: minutesOf(values.routingMinutes) ?? 0,
  dutyHolderId: values.dutyHolderId || null,
})
export type QueueBody = ReturnType<typeof queueBody>

const within = (least: number, most: number) => (text: string) => {
  const minutes = minutesOf(text)
  if (minutes === null) return 'Such as 30 m, 1 h 30 m or 2 d'
  return minutes < least || minutes > most ? `Between ${minutesText(least)} and ${minutesText(most)}` : null
}
export const queueChecks = {
  name: (name: string) => (name.trim() ? null : 'A queue needs a name'),
  offerMinutes: within(1, 1440),
  relaxMinutes: within(0, 43_200),
  fallbackMinutes: within(0, 43_200),
  routingMinutes: within(1, 43_200),
}
