import type { Role } from '../../../platform/context.ts'
import { rightsOf } from '../../people/rules.ts'

export interface ReaderFacts {
  id: string
  role: Role
  /** Rights chosen for their role; null: as shipped. */
  chosen: readonly string[] | null
  seesRestricted: boolean
  teamIds: readonly string[]
  watches: boolean
}

export interface CaseToRead {
  restricted: boolean
  teamClosed: boolean
  ownerId: string | null
  teamId: string
  teamName: string
}

/** Whether a person may see a case, with the reason: the words to what `visibleTo` decides in a query. */
export function whySees(person: ReaderFacts, subject: CaseToRead): { sees: boolean; because: string } {
  if (!rightsOf(person.role, person.chosen).has('cases.read'))
    return { sees: false, because: 'their role reads no cases' }
  if (!subject.restricted) return { sees: true, because: 'it is not restricted, and their role reads cases' }
  if (person.id === subject.ownerId) return { sees: true, because: 'they own it' }
  if (person.teamIds.includes(subject.teamId)) return { sees: true, because: `they are of ${subject.teamName}` }
  if (person.watches) return { sees: true, because: 'they watch it' }
  if (person.seesRestricted) return { sees: true, because: 'they may see restricted cases' }
  const why = subject.teamClosed ? `${subject.teamName} is a closed team` : 'it is restricted'
  return { sees: false, because: `${why}, and they are not of ${subject.teamClosed ? 'it' : subject.teamName}` }
}
