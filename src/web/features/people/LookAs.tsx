import { Button } from '@mantine/core'
import type { Person } from '../../../features/people/contract/person.ts'
import { firstName } from '../cases/words.ts'
import styles from './people.module.css'
import { useLookAs } from './useLookAs.ts'

/** The door to a colleague of the demo company, who has no password. */
export function LookAs({ person }: { person: Person }) {
  const look = useLookAs()
  return (
    <div className={styles.invitation}>
      <p>
        Of the demo company, without a password. Looking as {firstName(person.name)} ends your own session; sign out to
        come back, and the audit names you.
      </p>
      <Button size="compact-sm" variant="default" loading={look.isPending} onClick={() => look.mutate(person.id)}>
        Look as {firstName(person.name)}
      </Button>
    </div>
  )
}
