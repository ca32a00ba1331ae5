import type { Teller } from '../cases/eventParts.ts'

type Content = Record<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const title = (c: Content): string => `“${text(c.title)}”`
const comment = (c: Content): string => (text(c.comment) ? `: “${text(c.comment)}”` : '')
const instead = (c: Content): string => (text(c.for) ? ` for ${text(c.for)}` : '')
const byMail = (c: Content): string => (c.byMail ? ', by mail' : '')

/** What the timeline says of approvals. */
export const approvalTellers: Record<string, Teller> = {
  'approval.asked': (c, by) => ({ icon: 'assign', text: `${by && `${by} asks: `}${title(c)} ${askedOf(c)}` }),
  'approval.voted': (c, by) => ({
    icon: c.decision === 'approved' ? 'done' : 'risk',
    text: `${by} ${c.decision === 'approved' ? 'agrees to' : 'is against'} ${title(c)}${instead(c)}${byMail(c)}${comment(c)}`,
  }),
  'approval.approved': (c, by) => ({
    icon: 'done',
    text: c.selfCheck
      ? `${by}, who is the only one there, looked at ${title(c)} again and confirmed it${comment(c)}`
      : `Approved by ${by}${instead(c)}${byMail(c)}: ${text(c.title)}${comment(c)}`,
  }),
  'approval.rejected': (c, by) => ({
    icon: 'risk',
    text: `Rejected by ${by}${instead(c)}${byMail(c)}: ${text(c.title)}${comment(c)}`,
  }),
  'approval.voided': (c) => ({
    icon: 'change',
    text: c.override
      ? `Gate overridden: ${title(c)} no longer holds it`
      : c.was === 'rejected'
        ? `${title(c)} no longer stands rejected`
        : c.was === 'approved'
          ? `The approval ${title(c)} no longer counts`
          : `${title(c)} is not asked any more`,
  }),
  'approval.delegated': (c) => ({
    icon: 'assign',
    text: text(c.standIn)
      ? `${text(c.standIn)} decides ${title(c)} for ${text(c.for)}`
      : `${text(c.for)} decides ${title(c)} again`,
  }),
  'approval.reminded': (c) => ({ icon: 'change', text: `${names(c.to)} reminded of ${title(c)}` }),
  'approval.overdue': (c) => ({ icon: 'risk', text: `${title(c)} is overdue, told ${names(c.to)}` }),
  'case.person_involved': (c) => ({ icon: 'link', text: `${text(c.person)} may see this case now` }),
}

const names = (people: unknown): string =>
  Array.isArray(people) ? people.map((each) => text((each as Content).name)).join(', ') : ''

function askedOf(c: Content): string {
  if (c.selfCheck) return 'has to be looked at again: nobody else is there to approve it'
  const people = Array.isArray(c.people) ? (c.people as Content[]) : []
  if (people.length === 0) return 'has to be approved, and nobody may: everybody asked for it or changed it'
  const told = people.map((each) =>
    text(each.standIn) ? `${text(each.standIn)} for ${text(each.name)}` : text(each.name),
  )
  const left = Array.isArray(c.leftOut) ? (c.leftOut as Content[]) : []
  const without = left.map((each) => `${text(each.name)} ${text(each.because)}`).join('; ')
  const many =
    people.length > 1 && typeof c.needed === 'number'
      ? ` (${c.needed} of ${people.length}${c.needed < people.length ? ` ${c.needed === 1 ? 'is' : 'are'} enough` : ''})`
      : ''
  return `has to be approved by ${told.join(', ')}${many}${without && `; not by ${without}`}`
}
