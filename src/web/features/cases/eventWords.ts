import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { violationSaid } from '../../../features/governance/rules.ts'
import { approvalTellers } from '../approvals/tellers.ts'
import { messageTellers } from '../conversations/tellers.ts'
import { coverageTellers } from '../entitlements/tellers.ts'
import { escalationTellers } from '../escalations/tellers.ts'
import { familyTellers } from '../families/tellers.ts'
import { relationTellers } from '../relations/tellers.ts'
import { routingTellers } from '../routing/tellers.ts'
import { sideTellers } from '../sideconversations/tellers.ts'
import { reasonWords } from '../sla/reasons.ts'
import { clockTellers } from '../sla/tellers.ts'
import { surveyTellers } from '../surveys/tellers.ts'
import { taskTellers } from '../tasks/tellers.ts'
import { migratedWords, nextStepWords } from './changeWords.ts'
import { type Content, type EventIcon, fromTo, listIn, nameIn, type Teller, textIn } from './eventParts.ts'

export interface EventTold {
  icon: EventIcon
  text: string
  /** The cause the entry names; empty when nothing is known. */
  because: string
}

/** One sentence for each kind of event; an event without one is told by its name. */
const tellers: Record<string, Teller> = {
  'case.opened': (c) => ({ icon: 'open', text: `Opened as ${textIn(c, 'type')}, priority ${textIn(c, 'priority')}` }),
  'case.team_set': (c) => ({ icon: 'assign', text: `Moved to ${textIn(c, 'team') || 'another team'}` }),
  'case.team_involved': (c) => ({ icon: 'assign', text: `${textIn(c, 'team') || 'Another team'} follows along` }),
  'case.held_apart': () => ({ icon: 'open', text: 'Kept apart from the case that it names' }),
  'case.stage_set': (c) => ({ icon: 'stage', text: `${textIn(c, 'from')} → ${textIn(c, 'to')}${overridden(c)}` }),
  'case.work_begun': (c) => ({ icon: 'resume', text: `Work of ${textIn(c, 'label')} begun: ${listIn(c, 'titles')}` }),
  'case.migrated': (c) => ({ icon: 'change', text: migratedWords(c) }),
  'case.priority_set': (c) => ({ icon: 'change', text: `Priority ${textIn(c, 'from')} → ${textIn(c, 'to')}` }),
  'case.next_step_set': (c) => ({ icon: 'change', text: nextStepWords(c) }),
  'case.changed': (c) => ({ icon: 'change', text: fieldsOf(c) }),
  'case.fields_set': (c) => ({ icon: 'change', text: formOf(c) }),
  'case.resolved': (c) => ({
    icon: 'done',
    text: `Resolved: ${textIn(c, 'summary').replace(/\.$/, '')}${overridden(c)}`,
  }),
  'case.reopened': () => ({ icon: 'resume', text: 'Reopened' }),
  'case.closed': (c) => ({ icon: 'done', text: c.confirmed ? 'Closed, confirmed by the customer' : 'Closed' }),
  'case.confirmed': () => ({ icon: 'done', text: 'The customer confirmed the solution' }),
  'case.withdrawn': (c) => ({
    icon: 'link',
    text: c.number ? `Goes on in ${textIn(c, 'number')}` : 'Taken out of work',
  }),
  'case.watched': (c, by) => ({ icon: 'link', text: `${textIn(c, 'watcher') || by} watches this case${because(c)}` }),
  'case.unwatched': (c, by) => ({
    icon: 'link',
    text: `${textIn(c, 'watcher') || by} no longer watches this case${because(c)}`,
  }),
  'governance.escalated': (c) => ({
    icon: 'risk',
    text: `${violationSaid(c.violation)}: ${nameIn(c, 'to') || 'the duty holder'} was told`,
  }),
  ...approvalTellers,
  ...clockTellers,
  ...coverageTellers,
  ...escalationTellers,
  ...familyTellers,
  ...messageTellers,
  ...relationTellers,
  ...routingTellers,
  ...sideTellers,
  ...surveyTellers,
  ...taskTellers,
}

/** How far a mail of a side conversation came stands at the mail itself. */
const repeated = new Set(['side_message.released', 'side_message.sent', 'side_message.kept'])
/** Entries that another one tells better: the letter itself, or the act that caused them. */
const quiet = new Set([
  'message.written',
  'message.released',
  'message.received',
  'note.added',
  'call.logged',
  'customer.informed',
])
const byHand = new Set(['pinned', 'unpinned'])
export const isTold = (name: string): boolean => !quiet.has(name)

/**
 * What a due date set by hand, or lifted, did to its clock: the act itself says it better. Where other terms leave a due date as
 * it was, that they apply is all there is to say.
 */
export const isRepeated = ({ name, content }: Pick<TimelineEntry, 'name' | 'content'>): boolean => {
  if (name !== 'clock.retargeted') return repeated.has(name)
  const { reason, dueBefore, dueAfter } = content ?? {}
  return byHand.has((reason as { code?: string } | undefined)?.code ?? '') || (!!dueBefore && dueBefore === dueAfter)
}

function overridden(content: Content): string {
  const override = content.override as { reason?: string } | undefined
  return override ? `, gate overridden: “${override.reason ?? ''}”` : ''
}

/** Which fields changed; short words from and to, where they are words and not the id of something. */
function fieldsOf(content: Content): string {
  const fields = Object.entries((content.fields as Record<string, { from: unknown; to: unknown }>) ?? {})
  const told = fields.map(([name, { from, to }]) => {
    const words = name === 'subject' || name === 'type' ? fromTo({ from, to }) : ''
    return `${name.replaceAll('_', ' ')}${words}`
  })
  return `Changed: ${told.join(', ')}`
}

/** What was written into the form of the case; values that only leads read are not told. */
function formOf(content: Content): string {
  const set = (content.fields as { label: string; words?: string }[] | undefined) ?? []
  return set
    .map(({ label, words }) => (words === undefined ? `${label} set` : `${label}: ${words || 'emptied'}`))
    .join('; ')
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
  const why = textIn(content, 'because') || textIn(content, 'reason') || clockReason(entry.name, content)
  const saidAlready = entry.name === 'approval.rejected' && why === `refused by ${by}`
  const because = saidAlready
    ? ''
    : why.includes(by) || (by && (text.startsWith(by) || text.endsWith(by)))
      ? why
      : [why, by].filter(Boolean).join('; ')
  return { icon, text: entry.content === null ? `${text} (erased)` : text, because }
}

/** Why a clock moved; a breach needs no reason beside its name. */
function clockReason(name: string, { reason }: Content): string {
  if (
    ['clock.breached', 'clock.warned', 'clock.escalated'].includes(name) ||
    reason === null ||
    typeof reason !== 'object'
  )
    return ''
  return reasonWords({ params: {}, ...reason } as Parameters<typeof reasonWords>[0]) ?? ''
}

/** `case.next_step_set` → “Next step set”. */
function titleOf(name: string): string {
  const words = name.slice(name.indexOf('.') + 1).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const because = (c: Content) => (textIn(c, 'because') ? `: ${textIn(c, 'because')}` : '')
