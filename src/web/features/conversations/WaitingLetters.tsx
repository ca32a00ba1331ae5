import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { queries } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { said } from '../../ui/said.ts'
import styles from './WaitingLetters.module.css'
import { waitingLettersQuery } from './waiting.ts'

/** Says to whoever can mend it that letters to customers do not leave; they count as no answer until they do. */
export function WaitingLetters() {
  const { rights } = useMe()
  const { data } = useQuery({ ...waitingLettersQuery, enabled: rights.includes('settings.edit') })
  const send = useMutation({
    mutationFn: () => api.conversations.sendWaitingLetters({}),
    onSuccess: ({ sending }) => {
      notifications.show({ message: `${counted(sending, 'letter')} on the way` })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: waitingLettersQuery.queryKey }),
    ...said,
  })
  if (!data || data.count === 0) return null
  const one = data.count === 1
  return (
    <div className={styles.banner} role="status">
      <p>
        <b>
          {counted(data.count, 'letter')} {one ? 'waits' : 'wait'}
        </b>
        {data.oldestAt && (
          <>
            , {one ? 'written' : 'the oldest written'} <Instant at={data.oldestAt} as="ago" />
          </>
        )}
        : {data.sending ? 'being sent now, one after the other.' : whyWaiting(data.canLeave)}{' '}
        {one ? 'Its customer has' : 'Their customers have'} not read {one ? 'it' : 'them'}.
      </p>
      {data.canLeave ? (
        <Button size="compact-sm" loading={send.isPending || data.sending} onClick={() => send.mutate()}>
          {one ? 'Send it now' : 'Send them now'}
        </Button>
      ) : (
        <Go to="/studio/mailboxes?mailbox=out">Set up outgoing mail</Go>
      )}
    </div>
  )
}

const whyWaiting = (canLeave: boolean) =>
  canLeave ? 'outgoing mail is set up by now.' : 'outgoing mail is not set up.'
