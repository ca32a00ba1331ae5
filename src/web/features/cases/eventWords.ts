import type { TimelineEntry } from '../../../features/cases/contract.ts'

export type EventIcon = 'assign' | 'pause' | 'resume' | 'met' | 'stage' | 'risk' | 'link' | 'open' | 'done' | 'change'
export interface EventTold {
  icon: EventIcon
  text: string
  /** The cause the entry names; empty when nothing is known. */
  because: string
}

type Content = Record<string, unknown>
type Teller = (content: Content, by: string) => { icon: EventIcon; text: string }

const changed =
  (what: string): Teller =>
  (content) => ({ icon: 'change', text: `${what}${fromTo(content)}` })

/** One sentence for each kind of event; an event without one is told by its name. */
const tellers: Record<string, Teller> = {
  'case.opened': (c) => ({ icon: 'open', text: `Opened${nameIn(c, 'type') && ` as ${nameIn(c, 'type')}`}` }),
  'case.assigned': (c) => ({
    icon: 'assign',
    text: `Assigned to ${nameIn(c, 'owner') || nameIn(c, 'to') || 'a queue'}`,
  }),
  'case.stage_changed': (c) => ({ icon: 'stage', text: `Stage${fromTo(c)}` }),
  'case.priority_changed': changed('Priority'),
  'case.resolved': () => ({ icon: 'done', text: 'Resolved' }),
  'case.reopened': () => ({ icon: 'resume', text: 'Reopened' }),
  'case.closed': () => ({ icon: 'done', text: 'Closed' }),
  'case.confirmed': () => ({ icon: 'done', text: 'The customer confirmed the solution' }),
  'task.added': (c) => ({ icon: 'change', text: `Task added: ${textIn(c, 'title')}` }),
  'task.done': (c) => ({ icon: 'done', text: `Done: ${textIn(c, 'title')}` }),
  'clock.paused': (c) => ({ icon: 'pause', text: `${clockOf(c)} clock paused` }),
  'clock.resumed': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock resumed` }),
  'clock.started': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock started` }),
  'clock.met': (c) => ({ icon: 'met', text: `${clockOf(c)} met` }),
  'clock.breached': (c) => ({ icon: 'risk', text: `${clockOf(c)} overdue` }),
  'clock.retargeted': (c) => ({ icon: 'change', text: `${clockOf(c)} due date moved` }),
}

/** What happened, in words, with the cause it names and who did it when that was a person. */
export function tellEvent(entry: TimelineEntry): EventTold {
  const content = entry.content ?? {}
  const by = entry.actor.kind === 'system' ? '' : (entry.actor.name ?? '')
  const teller = tellers[entry.name]
  const { icon, text } = teller?.(content, by) ?? {
    icon: 'change' as const,
    text: `${titleOf(entry.name)}${fromTo(content)}`,
  }
  const because = [textIn(content, 'because') || textIn(content, 'reason'), by].filter(Boolean).join('; ')
  return { icon, text: entry.content === null ? `${text} (erased)` : text, because }
}

/** `case.next_step_set` → “Next step set”. */
function titleOf(name: string): string {
  const words = name.slice(name.indexOf('.') + 1).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function fromTo(content: Content): string {
  const [from, to] = [nameIn(content, 'from'), nameIn(content, 'to')]
  if (from && to) return ` ${from} → ${to}`
  return to ? ` ${to}` : ''
}

/** A value told by its name or label where it is a thing, as it stands where it is text. */
function nameIn(content: Content, key: string): string {
  const value = content[key]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (value === null || typeof value !== 'object') return ''
  return textIn(value as Content, 'name') || textIn(value as Content, 'label')
}

const textIn = (content: Content, key: string): string => {
  const value = content[key]
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join('; ')
  return typeof value === 'string' ? value : ''
}

function clockOf(content: Content): string {
  const metric = textIn(content, 'metric').replaceAll('_', ' ')
  return metric ? metric.charAt(0).toUpperCase() + metric.slice(1) : 'A'
}
