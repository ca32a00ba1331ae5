import type { Person } from '../../../features/people/contract/person.ts'
import { Go } from '../../ui/Go.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { OwnHours } from '../absence/MyLeave.tsx'
import { Availability } from './Availability.tsx'
import { PersonSkills } from './PersonSkills.tsx'
import styles from './people.module.css'

/** What the lead of a team decides about its members: what they can do, and whether they are here. */
export function LedPersonSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Sheet title={person.name} onClose={onClose}>
      <PersonSkills person={person} />
      <Availability person={person} />
      <div className={styles.absence}>
        <OwnHours person={person} />
        <Go to={`/leave?person=${person.id}`}>Plan a leave</Go>
        <Go to={`/leave?person=${person.id}&now=1`}>Hand over everything now</Go>
      </div>
    </Sheet>
  )
}
