// What the entries of a timeline name, in words.
import { exact } from '../../ui/time.ts'

export type Content = Record<string, unknown>

export type EventIcon =
  | 'assign'
  | 'pause'
  | 'resume'
  | 'met'
  | 'stage'
  | 'risk'
  | 'link'
  | 'open'
  | 'done'
  | 'change'
  | 'side'

/** How one kind of event is told. */
export type Teller = (content: Content, by: string) => { icon: EventIcon; text: string }

/** An instant that an entry names, in the reader's own time. */
export function instantIn(content: Content, key: string): string {
  const at = Date.parse(textIn(content, key))
  return Number.isNaN(at) ? '' : exact(new Date(at))
}

export const dueIn = (content: Content, key = 'dueAfter', said = ', due '): string => {
  const due = instantIn(content, key)
  return due ? `${said}${due}` : ''
}

export const movedIn = (content: Content): string => {
  const [before, after] = [instantIn(content, 'dueBefore'), instantIn(content, 'dueAfter')]
  return before && after ? `: ${before} → ${after}` : dueIn(content)
}

export const listIn = (content: Content, key: string): string =>
  Array.isArray(content[key]) ? (content[key] as string[]).join(', ') : textIn(content, key)

export function fromTo(content: Content): string {
  const [from, to] = [nameIn(content, 'from'), nameIn(content, 'to')]
  if (from && to) return ` ${from} → ${to}`
  return to ? ` ${to}` : ''
}

const idShape = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** A value told by its name or label where it is a thing, as it stands where it is text; an id says nothing to a reader. */
export function nameIn(content: Content, key: string): string {
  const value = content[key]
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return idShape.test(value) ? '' : value
  if (value === null || typeof value !== 'object') return ''
  return textIn(value as Content, 'name') || textIn(value as Content, 'label')
}

export const textIn = (content: Content, key: string): string => {
  const value = content[key]
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join('; ')
  return typeof value === 'string' ? value : ''
}

/** Whom a warning or an escalation reached. */
export const toldIn = ({ to }: Content): string =>
  Array.isArray(to) && to.length > 0 ? `, told ${to.map((each) => (each as { name: string }).name).join(', ')}` : ''

export function clockOf(content: Content): string {
  const milestone = textIn(content, 'milestoneName')
  if (milestone) return milestone
  const metric = textIn(content, 'metric').replaceAll('_', ' ')
  return metric ? metric.charAt(0).toUpperCase() + metric.slice(1) : 'A'
}
