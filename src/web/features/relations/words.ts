import type { Family, Kin, Relative } from '../../../features/relations/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { isOver } from '../cases/words.ts'

/** What stands above each part of a family. */
export const kinTitles: Record<Kin, string> = {
  problem: 'Incident of the problem',
  incident: 'Incidents',
  parent: 'Child of',
  child: 'Children',
  related: 'Related',
  follow_up_of: 'Follow-up of',
  follow_up: 'Follow-ups',
  merged_into: 'Merged into',
  merged: 'Merged into this case',
}

type Group = Family['kin'][number]

const one: Record<Kin, string> = {
  problem: 'incident of',
  incident: 'incident',
  parent: 'child of',
  child: 'child',
  related: 'related case',
  follow_up_of: 'follow-up of',
  follow_up: 'follow-up',
  merged_into: 'merged into',
  merged: 'merged case',
}
const many: Partial<Record<Kin, string>> = { child: 'children' }
/** Kinds of which a case has one, so that it is named. */
const named: readonly Kin[] = ['problem', 'parent', 'follow_up_of', 'merged_into']

export const hiddenWords = (hidden: number): string => counted(hidden, 'restricted case')

export const isOpen = ({ status }: Pick<Relative, 'status'>): boolean => !isOver(status)

/** “problem with 5 incidents, 3 open; child of C-10482; 1 related case”. */
export function familyWords({ kin }: Family): string {
  return kin.map(groupWords).join('; ')
}

function groupWords({ kind, items, more, hidden }: Group): string {
  if (named.includes(kind)) return `${one[kind]} ${items[0]?.number ?? 'a restricted case'}`
  const total = items.length + more + hidden
  const open = items.filter(isOpen).length
  const says = `${kind === 'incident' ? 'problem with ' : ''}${counted(total, one[kind], many[kind] ?? `${one[kind]}s`)}`
  const said = kind === 'incident' || kind === 'child' ? (open === 0 ? ', none open' : `, ${open} open`) : ''
  return `${says}${more === 0 ? said : ''}`
}

/** What the open ones of a problem and its customers are called in one line. */
export function impactWords(impact: NonNullable<Family['impact']>, money: (minor: number, currency: string) => string) {
  const value = impact.valueYear.map(({ minor, currency }) => money(minor, currency)).join(' and ')
  return [
    `${counted(impact.customers, 'customer')} affected`,
    value && `worth ${value} a year`,
    `${impact.open} open, ${impact.resolved} resolved`,
    impact.hidden > 0 && hiddenWords(impact.hidden),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** When a parent is due itself, where its child would come later than that; null where it comes in time. */
export function dueBeforeChild(parent: { firstDue: { at: string } | null }, childDueAt: string | null): string | null {
  const first = parent.firstDue?.at
  return first && childDueAt && Date.parse(childDueAt) > Date.parse(first) ? first : null
}

/** Until when a child is needed unless somebody says otherwise: when its parent is due, where that lies ahead. */
export const limitOf = ({ firstDue }: { firstDue: { at: string } | null }, now: Date): string | null =>
  firstDue && Date.parse(firstDue.at) > now.getTime() ? firstDue.at : null
