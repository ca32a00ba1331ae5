import type { Person } from '../../../features/people/contract/person.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { Availability } from './Availability.tsx'
import { PersonAbsence } from './PersonAbsence.tsx'
import { PersonSkills } from './PersonSkills.tsx'

/** What the lead of a team decides about its members: what they can do, and whether they are here. */
export function LedPersonSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Sheet title={person.name} onClose={onClose}>
      <PersonSkills person={person} />
      <Availability person={person} />
      <PersonAbsence person={person} />
    </Sheet>
  )
}
