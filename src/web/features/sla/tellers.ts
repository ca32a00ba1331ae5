import {
  type Content,
  clockOf,
  dueIn,
  instantIn,
  movedIn,
  nameIn,
  type Teller,
  textIn,
  toldIn,
} from '../cases/eventParts.ts'

/** What clocks did, in words. */
export const clockTellers: Record<string, Teller> = {
  'clock.policy_applied': (c) => ({ icon: 'change', text: policyOf(c) }),
  'clock.started': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock started${dueIn(c)}` }),
  'clock.paused': (c) => ({ icon: 'pause', text: `${clockOf(c)} clock paused` }),
  'clock.resumed': (c) => ({ icon: 'resume', text: `${clockOf(c)} clock resumed${dueIn(c)}` }),
  'clock.due_pinned': (c) => ({ icon: 'change', text: pinnedOf(c) }),
  'clock.due_unpinned': (c) => ({ icon: 'change', text: `${clockOf(c)} due by the policy again` }),
  'clock.retargeted': (c) => ({ icon: 'change', text: retargetedOf(c) }),
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

/** A breach that stands is named: the new date does not take it back. */
const pinnedOf = (content: Content): string => {
  const breached = content.breachedAt ? `; breached ${instantIn(content, 'breachedAt')}` : ''
  return `${clockOf(content)} due set by hand: ${instantIn(content, 'to')}${breached}`
}

/** A clock that goes by another version, and is due as before, was not moved; while it waits it is due at no time. */
const retargetedOf = (content: Content): string => {
  const { dueBefore, dueAfter } = content
  if (dueBefore === null && dueAfter === null) return `${clockOf(content)} counts anew`
  return dueBefore && dueBefore === dueAfter
    ? `${clockOf(content)} counts anew, due as before`
    : `${clockOf(content)} due date moved${movedIn(content)}`
}

const policyOf = (content: Content): string => {
  const policy = textIn(content, 'to')
  return policy ? `Policy ${policy} applies` : 'No policy applies'
}
