import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../app/session.ts'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { FirstAdmin } from './FirstAdmin.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { setupQuery } from './queries.ts'
import styles from './welcome.module.css'

/** An empty installation: first its administrator, then three real steps. */
export function WelcomeScreen() {
  const setup = useQuery(setupQuery)
  const me = useQuery({ ...meQuery, retry: false, enabled: setup.data?.needsAdmin === false })
  return (
    <main className={styles.welcome} id="main">
      <div className={styles.page}>
        {setup.isError ? (
          <ErrorState title="The server does not answer" onRetry={() => void setup.refetch()}>
            Nothing was changed. Try again in a moment.
          </ErrorState>
        ) : !setup.data || me.isLoading ? (
          <LinesSkeleton label="Loading" lines={5} />
        ) : setup.data.needsAdmin ? (
          <FirstAdmin />
        ) : me.data ? (
          <FirstSteps me={me.data} />
        ) : (
          <AlreadySetUp />
        )}
      </div>
    </main>
  )
}

function AlreadySetUp() {
  return (
    <header className={styles.head}>
      <h1>This installation has its administrator.</h1>
      <p>
        <a className={styles.link} href="/sign-in">
          Sign in to go on
        </a>
      </p>
    </header>
  )
}
