import type { CaseFilter } from '../../../features/cases/contract/filter.ts'

/** Where the cases behind a number stand: the views, narrowed by that filter. */
export function door(filter: Partial<CaseFilter>): string {
  return `/views?${new URLSearchParams(filter as Record<string, string>)}`
}

/** The cases behind a number of open ones. */
export const openDoor = (filter: Partial<CaseFilter> = {}): string =>
  door({ status: 'unresolved', sort: 'due', ...filter })
