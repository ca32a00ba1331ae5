import { type Content, nameIn, textIn } from '../cases/eventParts.ts'

/** How the timeline tells that a case came up, was taken back, or has somebody who looks after it. */
export const escalationTellers = {
  'case.escalated': (c: Content) => ({ icon: 'risk' as const, text: escalatedWords(c) }),
  'case.deescalated': (c: Content) => ({
    icon: 'resume' as const,
    text: `Taken back from level ${nameIn(c, 'from')}`,
  }),
  'case.escalation_taken': (c: Content) => ({
    icon: 'assign' as const,
    text: `Looks after the escalation to level ${nameIn(c, 'level')}`,
  }),
}

/** Older entries name only whom. */
function escalatedWords(c: Content): string {
  const whom = textIn(c, 'whom')
  if (!whom) return `Escalated to ${nameIn(c, 'to') || 'the duty holder'}`
  const how = { help: `help asked of ${whom}`, told: `told ${whom}` }[textIn(c, 'how')] ?? `to ${whom}`
  if (textIn(c, 'cause') === 'rule') {
    const instead = textIn(c, 'instead')
    return `Escalated by a rule to level ${nameIn(c, 'level')}, ${how}${instead && ` (${instead})`}`
  }
  return `Escalated to level ${nameIn(c, 'level')}, ${how}`
}
