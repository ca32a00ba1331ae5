import { duration } from '../../ui/time.ts'
import type { Teller } from '../cases/eventParts.ts'

const named = (value: unknown): string => (typeof value === 'string' ? value : 'a restricted case')
const capital = (sentence: string): string => sentence.replace(/^./, (letter) => letter.toUpperCase())

/** What the timeline says of cases that became one, or two again. */
export const familyTellers: Record<string, Teller> = {
  'case.merged': (c) => ({ icon: 'link', text: `Merged into ${named(c.number)}` }),
  'case.merged_in': (c) => ({ icon: 'link', text: capital(`${named(c.source)} was merged into this case`) }),
  'case.unmerged': (c) => ({ icon: 'link', text: `Taken out of ${named(c.number)} again: stands as before` }),
  'case.merge_undone': (c) => ({ icon: 'link', text: `The merge of ${named(c.source)} was undone` }),
  'message.moved_out': (c) => ({ icon: 'link', text: `A message went to ${named(c.number)}` }),
  'message.moved_in': (c) => ({ icon: 'link', text: `A message came from ${named(c.number)}` }),
  'case.told_apart': (c) => ({ icon: 'link', text: `Not the same as ${named(c.number)}` }),
  'case.hours_released': (c) => ({ icon: 'link', text: `${duration(Number(c.minutes))} no longer held for this case` }),
}
