import { duration } from '../../ui/time.ts'
import type { Teller } from '../cases/eventWords.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What the timeline says of cases that became one, or two again. */
export const familyTellers: Record<string, Teller> = {
  'case.merged': (c) => ({ icon: 'link', text: `Merged into ${text(c.number)}` }),
  'case.merged_in': (c) => ({ icon: 'link', text: `${text(c.source)} was merged into this case` }),
  'case.unmerged': (c) => ({ icon: 'link', text: `Taken out of ${text(c.number)} again: stands as before` }),
  'case.merge_undone': (c) => ({ icon: 'link', text: `The merge of ${text(c.source)} was undone` }),
  'message.moved_out': (c) => ({ icon: 'link', text: `A message went to ${text(c.number)}` }),
  'message.moved_in': (c) => ({ icon: 'link', text: `A message came from ${text(c.number)}` }),
  'case.told_apart': (c) => ({ icon: 'link', text: `Not the same as ${text(c.number)}` }),
  'case.hours_released': (c) => ({ icon: 'link', text: `${duration(Number(c.minutes))} no longer held for this case` }),
}
