import { useRouter } from '@tanstack/react-router'
import { Go } from '../ui/Go.tsx'
import { Empty, ErrorState } from '../ui/States.tsx'

/** The workspace could not even learn who is asking. */
export function WorkspaceFailed({ reset }: { reset: () => void }) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <main>
      <ErrorState title="The server does not answer" onRetry={retry}>
        Nothing was lost: drafts are kept on the server as you write. Try again in a moment.
      </ErrorState>
    </main>
  )
}

export function Lost() {
  return (
    <main>
      <Empty level={1} title="There is no such page" act={<Go to="/my-next">Go to My next</Go>}>
        The address may be mistyped, or what stood here has moved.
      </Empty>
    </main>
  )
}
