import { useMe } from '../../app/session.ts'
import { Go } from '../../ui/Go.tsx'
import styles from './Composer.module.css'

/** Says before a reply is sent that it will not leave, and what that means for the promises to the customer. */
export function StaysHere({ demo }: { demo: boolean }) {
  const { mailLeaves, rights } = useMe()
  if (demo)
    return (
      <p className={styles.kept}>
        A customer of the demo company: nothing leaves this house, and the answer counts as if it had.
      </p>
    )
  if (mailLeaves) return null
  return (
    <p className={styles.kept} data-tone="risk">
      No outgoing mail is set up: this stays here and does not count as an answer until it leaves.
      {rights.includes('settings.edit') && (
        <>
          {' '}
          <Go to="/studio/mailboxes?mailbox=out">Set it up</Go>
        </>
      )}
    </p>
  )
}
