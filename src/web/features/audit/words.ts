import type { Right } from '../../../features/people/rules.ts'
import { exact } from '../../ui/time.ts'
import { rightWords } from '../people/rights.ts'

/** “person.two_step_switched_on” is read as “Person: two step switched on”. */
export function eventName(name: string): string {
  const [noun = '', ...acts] = name.replaceAll('_', ' ').split('.')
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}${acts.length > 0 ? `: ${acts.join(' ')}` : ''}`
}

const ids = /(^|[a-z])ids?$/i

/** What a line of the audit says about itself, without the ids that mean nothing to a reader. */
export function detailsOf(content: Record<string, unknown> | null): string {
  if (!content) return 'its content was erased'
  return Object.entries(content)
    .filter(([name, value]) => !ids.test(name) && !isNothing(value))
    .map(([name, value]) => `${wordOf(name)} ${told(value)}`)
    .filter((part) => !part.endsWith(' '))
    .join(', ')
}

const wordOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Rights are read as they stand in the roles. */
const sayRight = (text: string): string => (text in rightWords ? rightWords[text as Right] : text)

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const code = /^[a-z]+(_[a-z]+)+$/

/** An instant in the reader's own time, a code in words, anything else as it stands. */
function toldText(text: string): string {
  if (instant.test(text)) return exact(new Date(text))
  return code.test(text) ? text.replaceAll('_', ' ') : sayRight(text)
}

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

function told(value: unknown): string {
  if (typeof value === 'string') return toldText(value)
  if (Array.isArray(value)) return value.map((entry) => told(entry)).join(' and ')
  if (typeof value !== 'object' || value === null) return String(value ?? 'nothing')
  return Object.entries(value)
    .filter(([name, entry]) => !ids.test(name) && !isNothing(entry))
    .map(([name, entry]) => `${wordOf(name)} ${told(entry)}`)
    .join(', ')
}
