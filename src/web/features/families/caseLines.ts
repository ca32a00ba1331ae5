import type { CaseRow } from '../../../features/cases/contract/case-row.ts'
import { similarity } from '../../../features/families/rules/likeness.ts'
import type { SearchResult } from '../../../features/search/contract.ts'

export interface CaseLine {
  number: string
  subject: string
  contactId: string | null
  /** Who asked, beside the number. */
  about: string[]
  /** Where it stands, in a word. */
  standing: string
  /** Resolved or closed. */
  over: boolean
}

const statusWords: Record<NonNullable<Found['status']>, string> = {
  new: 'New',
  open: 'Open',
  pending: 'Waits for the customer',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
}

type Row = typeof CaseRow._zod.output
type Found = typeof SearchResult._zod.output

export const lineOfRow = ({ number, subject, contact, stage, status }: Row): CaseLine => {
  const over = status === 'resolved' || status === 'closed'
  return {
    number,
    subject,
    contactId: contact?.id ?? null,
    about: contact ? [contact.name] : [],
    standing: over ? statusWords[status] : stage.label,
    over,
  }
}

/** What a search answers, cases only, open ones before those that are over; what its lines say beside the number stays. */
export const linesFound = (found: readonly Found[]): CaseLine[] =>
  found.flatMap(lineFound).toSorted((one, other) => Number(one.over) - Number(other.over))

function lineFound({ kind, number, title, subtitle, status }: Found): CaseLine[] {
  if (kind !== 'case' || !number) return []
  const about = subtitle.split(' · ').filter((part) => part && part !== number)
  const over = status === 'resolved' || status === 'closed'
  const standing = status ? statusWords[status] : ''
  return [{ number, subject: title.replace(`${number} `, ''), contactId: null, about, standing, over }]
}

/** Open ones before those that are over; then whoever asked the same, in like words. */
export function nearestFirst(
  lines: readonly CaseLine[],
  like: { subject: string; contactId: string | null } | undefined,
): CaseLine[] {
  const nearness = ({ subject, contactId, over }: CaseLine) =>
    (over ? 0 : 4) +
    (like?.contactId && like.contactId === contactId ? 1 : 0) +
    (like ? 2 * similarity(like.subject, subject) : 0)
  return lines.toSorted((one, other) => nearness(other) - nearness(one))
}
