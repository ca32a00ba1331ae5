import type { Person } from '../../../features/people/contract/person.ts'
import { Go } from '../../ui/Go.tsx'
import { OwnHours } from '../absence/MyLeave.tsx'
import styles from './people.module.css'

/** When a colleague works, and where their leave is planned for them. */
export const PersonAbsence = ({ person }: { person: Person }) => (
  <div className={styles.absence}>
    <OwnHours person={person} />
    <Go to={`/leave?person=${person.id}`}>Plan a leave</Go>
    <Go to={`/leave?person=${person.id}&now=1`}>Hand over everything now</Go>
  </div>
)
