import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { violationSaid } from '../../../features/governance/rules.ts'
import { duration } from '../../ui/time.ts'
import { approvalTellers } from '../approvals/tellers.ts'
import { escalationTellers } from '../escalations/tellers.ts'
import { familyTellers } from '../families/tellers.ts'
import { relationTellers } from '../relations/tellers.ts'
import { routingTellers } from '../routing/tellers.ts'
import { sideTellers } from '../sideconversations/tellers.ts'
import { reasonWords } from '../sla/reasons.ts'
import { migratedWords, nextStepWords } from './changeWords.ts'
import {
  type Content,
  clockOf,
  dueIn,
  fromTo,
  instantIn,
  listIn,
  movedIn,
  nameIn,
  textIn,
  toldIn,
} from './eventParts.ts'

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
export interface EventTold {
  icon: EventIcon
  text: string
  /** The cause the entry names; empty when nothing is known. */
  because: string
}

export type Teller = (content: Content, by: string) => { icon: EventIcon; text: string }

/** One sentence for each kind of event; an event without one is told by its name. */
const tellers: Record<string, Teller> = {
  'case.opened': (c) => ({ icon: 'open', text: `Opened as ${textIn(c, 'type')}, priority ${textIn(c, 'priority')}` }),
  ...routingTellers,
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
  ...familyTellers,
  ...escalationTellers,
  ...relationTellers,
  ...sideTellers,
  'case.watched': (c, by) => ({ icon: 'link', text: `${textIn(c, 'watcher') || by} watches this case${because(c)}` }),
  ...approvalTellers,
  'case.unwatched': (c, by) => ({
    icon: 'link',
    text: `${textIn(c, 'watcher') || by} no longer watches this case${because(c)}`,
  }),
  'case.coverage_decided': (c) => ({ icon: 'link', text: coverageOf(c) }),
  'case.coverage_chosen': (c) => ({ icon: 'link', text: coverageOf(c) }),
  'case.uncovered_work_approved': () => ({ icon: 'done', text: 'Work that no contract covers was approved' }),
  'case.uncovered_work_refused': (c) => ({
    icon: 'risk',
    text: `Work that no contract covers was refused: “${textIn(c, 'note')}”`,
  }),
  'case.hours_reserved': (c) => ({
    icon: 'link',
    text: c.minutes ? `${duration(Number(c.minutes))} of the contract held for this case` : 'Held hours let go',
  }),
  'entitlement.used': (c) => ({ icon: 'link', text: usedOf(c) }),
  'message.undone': () => ({ icon: 'change', text: 'A reply was taken back before it left' }),
  'message.sent': (c) => ({ icon: 'done', text: `Delivered to ${listIn(c, 'to') || 'the mail server'}` }),
  'message.failed': (c) => ({ icon: 'risk', text: `A reply could not be delivered: ${textIn(c, 'error')}` }),
  'message.kept': (c) => ({
    icon: 'change',
    text: c.demo ? 'A letter of the demo company stays here' : 'A letter stays here: no outgoing mail is set up',
  }),
  'message.delayed': (c) => ({ icon: 'risk', text: `A letter has not left yet: ${textIn(c, 'error')}` }),
  'message.retried': () => ({ icon: 'resume', text: 'Sending the reply again' }),
  'governance.escalated': (c) => ({
    icon: 'risk',
    text: `${violationSaid(c.violation)}: ${nameIn(c, 'to') || 'the duty holder'} was told`,
  }),
  'task.added': (c) => ({ icon: 'change', text: `Task added: ${textIn(c, 'title')}` }),
  'task.changed': (c) => ({ icon: 'change', text: `Task changed: ${textIn(c, 'title')}` }),
  'promise.given': (c) => ({ icon: 'resume', text: `Promised: ${textIn(c, 'title')}, ${instantIn(c, 'dueAt')}` }),
  'task.reminded': (c) => ({ icon: 'resume', text: `Reminded of: ${textIn(c, 'title')}${toldIn(c)}` }),
  'promise.reminded': (c) => ({ icon: 'resume', text: `Promise falls due: ${textIn(c, 'title')}${toldIn(c)}` }),
  'promise.broken': (c) => ({ icon: 'risk', text: `Promise not kept: ${textIn(c, 'title')}${toldIn(c)}` }),
  'task.done': (c) => ({
    icon: 'done',
    text: `${c.promise ? 'Promise kept' : 'Done'}: ${textIn(c, 'title')}${textIn(c, 'evidence') && `, “${textIn(c, 'evidence')}”`}`,
  }),
  'task.ready': (c) => ({ icon: 'resume', text: `Can be begun: ${textIn(c, 'title')}` }),
  'task.reopened': (c) => ({ icon: 'resume', text: `Not done after all: ${textIn(c, 'title')}` }),
  'task.handed_over': (c) => ({ icon: 'assign', text: `Task handed over: ${textIn(c, 'title')}` }),
  'task.cancelled': (c) => ({ icon: 'change', text: `Task cancelled: ${textIn(c, 'title')}` }),
  'clock.policy_applied': (c) => ({ icon: 'change', text: policyOf(c) }),
  'clock.started': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock started${dueIn(c)}` }),
  'clock.paused': (c) => ({ icon: 'pause', text: `${clockOf(c)} clock paused` }),
  'clock.resumed': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock resumed${dueIn(c)}` }),
  'clock.due_pinned': (c) => ({ icon: 'change', text: `${clockOf(c)} due set by hand: ${instantIn(c, 'to')}` }),
  'clock.due_unpinned': (c) => ({ icon: 'change', text: `${clockOf(c)} due by the policy again` }),
  'clock.retargeted': (c) => ({ icon: 'change', text: `${clockOf(c)} due date moved${movedIn(c)}` }),
  'clock.met': (c) => ({ icon: 'met', text: `${clockOf(c)} met` }),
  'clock.breached': (c) => ({ icon: 'risk', text: `${clockOf(c)} breached${dueIn(c, 'dueBefore', ': due ')}` }),
  'clock.warned': (c) => ({ icon: 'risk', text: `${clockOf(c)}: warning${toldIn(c)}` }),
  'clock.escalated': (c) => ({
    icon: 'risk',
    text: `${clockOf(c)}: escalation, level ${nameIn(c, 'level') || '1'}${toldIn(c)}`,
  }),
  'clock.change_refused': () => ({ icon: 'change', text: 'What the escalation was to change is not possible here' }),
  'clock.cancelled': (c) => ({ icon: 'change', text: `${clockOf(c)} clock ended` }),
}

/** Entries that another one tells better: the letter itself, or the act that caused them. */
/** How far a mail of a side conversation came stands at the mail itself. */
const repeated = new Set(['side_message.released', 'side_message.sent', 'side_message.kept'])
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

/** What a due date set by hand, or lifted, did to its clock: the act itself says it better. */
export const isRepeated = ({ name, content }: Pick<TimelineEntry, 'name' | 'content'>): boolean =>
  repeated.has(name) ||
  (name === 'clock.retargeted' && byHand.has((content?.reason as { code?: string } | undefined)?.code ?? ''))

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

const policyOf = (content: Content): string => {
  const policy = textIn(content, 'to')
  return policy ? `Policy ${policy} applies` : 'No policy applies'
}

const verdicts: Record<string, string> = {
  not_covered: 'Covered by no contract',
  expired: 'Not covered: the contract ended',
  used_up: 'Not covered: the contract is used up',
  no_contract: 'Covered by no contract',
}

function coverageOf(content: Content): string {
  const [contract, entitlement] = [content.contract, content.entitlement] as ({
    number?: string
    name: string
  } | null)[]
  if (!contract || !entitlement) return verdicts[textIn(content, 'verdict')] ?? 'Coverage was decided'
  return `Covered by ${contract.name} (${contract.number}): ${entitlement.name}`
}

function usedOf(content: Content): string {
  const told = (amount: unknown) => (content.unit === 'minutes' ? duration(Number(amount)) : String(amount))
  const beyond = content.overage ? `, ${told(content.overage)} of it beyond the contract` : ''
  return `${told(content.amount)} of ${textIn(content, 'entitlement')} used${beyond}: ${textIn(content, 'note')}`
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
  const because = why.includes(by) || (by && text.endsWith(by)) ? why : [why, by].filter(Boolean).join('; ')
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
