import type { Teller } from '../cases/eventParts.ts'

type Content = Parameters<Teller>[0]

const links: Record<string, string> = {
  related: 'Related to',
  parent: 'Child of',
  child: 'Parent of',
  problem: 'Incident of problem',
  incident: 'Problem of incident',
}
const caseIn = (c: Content): string => (typeof c.number === 'string' ? c.number : 'a restricted case')
const linkOf = (c: Content): string => `${links[String(c.link)] ?? 'Linked with'} ${caseIn(c)}`
const opened: Record<string, string> = { child: 'Child case opened:', parent: 'Opened as a child of' }

const customers = (count: unknown): string => (Number(count) === 1 ? '1 customer' : `${count} customers`)
const incidents = (count: unknown): string => (Number(count) === 1 ? '1 incident' : `${count} incidents`)
const leftOut = (count: unknown): string =>
  Number(count) > 0 ? `, ${Number(count) === 1 ? '1 case' : `${count} cases`} left out` : ''

/** What the timeline says of cases that belong together. */
export const relationTellers: Record<string, Teller> = {
  'case.linked': (c) => ({
    icon: 'link',
    text: c.opened ? `${opened[String(c.link)] ?? 'Opened for'} ${caseIn(c)}` : linkOf(c),
  }),
  'case.unlinked': (c) => ({ icon: 'link', text: `No longer: ${linkOf(c).replace(/^./, (l) => l.toLowerCase())}` }),
  'case.told_by_problem': (c) => ({ icon: 'link', text: `Told with problem ${caseIn(c)}` }),
  'case.left_open': (c) => ({
    icon: 'risk',
    text: `Problem ${caseIn(c)} was resolved, this case stays open: ${String(c.missing)}`,
  }),
  'problem.told': (c) => ({ icon: 'link', text: `Update to ${customers(c.recipients)}${leftOut(c.leftOut)}` }),
  'problem.telling_stopped': (c) => ({
    icon: 'change',
    text: `The update was taken back before it reached ${customers(c.waiting)}`,
  }),
  'problem.incidents_ended': (c) => ({
    icon: Number(c.left) > 0 ? 'risk' : 'done',
    text: `${incidents(c.resolved)} resolved with it${Number(c.left) > 0 ? `, ${c.left} stay open` : ''}`,
  }),
  'case.followed_up': (c) => ({ icon: 'link', text: `Goes on in ${caseIn(c)}` }),
  'case.kept_apart': () => ({ icon: 'link', text: 'Stays a case of its own' }),
  'case.child_answered': (c) => ({
    icon: 'link',
    text:
      c.side === 'us'
        ? `We answered the customer in child case ${caseIn(c)}`
        : `${typeof c.who === 'string' ? c.who : 'The customer'} wrote in child case ${caseIn(c)}`,
  }),
  'case.child_resolved': (c) => ({
    icon: 'done',
    text: `Child case ${caseIn(c)} is resolved${c.openChildren ? `, ${c.openChildren} still open` : ''}`,
  }),
}
