import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { PersonFace } from './PersonFace.tsx'
import styles from './roles.module.css'

/** Who has a role; each leads to where that is changed. */
export function RoleHolders({ role: { people, keyCount, keys } }: { role: RoleSet }) {
  return (
    <section className={styles.holders} aria-label="Who has it">
      <h3>Who has it</h3>
      {people.length + keyCount === 0 && <p>Nobody yet. It is given on somebody’s page in People.</p>}
      <ul>
        {people.map(({ id, name }) => (
          <li key={id}>
            <PersonFace id={id} name={name} size={22} />
            <Go to={`/studio/people?person=${id}`}>{name}</Go>
          </li>
        ))}
      </ul>
      {keyCount > 0 && <p>{keys.length > 0 ? `API keys: ${keys.join(', ')}` : counted(keyCount, 'API key')}</p>}
    </section>
  )
}
