import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { MailboxEditor } from './MailboxEditor.tsx'
import { OutgoingRoom } from './OutgoingRoom.tsx'
import { mailboxesQuery } from './queries.ts'

/** The addresses that mail comes in at, how it is fetched, and where their cases go. */
export function MailboxesRoom() {
  const chosen = useQueryPart('mailbox')
  const mailboxes = useQuery(mailboxesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  if (!mailboxes.data) {
    return (
      <>
        <RoomHead title="Mailboxes" />
        <RoomBody label="Mailboxes">
          <Known query={mailboxes} what="The mailboxes">
            {() => null}
          </Known>
        </RoomBody>
      </>
    )
  }
  const { items } = mailboxes.data
  if (chosen === 'out')
    return <OutgoingRoom mayEdit={mayEdit} others={<Others mailboxes={items} open="out" mayMake={mayEdit} />} />
  const making = chosen === 'new' && mayEdit
  const open = making ? null : (items.find((each) => each.id === chosen) ?? items[0] ?? null)
  if (!open && !making) {
    return (
      <>
        <RoomHead title="Mailboxes" />
        <Empty title="No address yet" act={mayEdit && <Go to="/studio/mailboxes?mailbox=new">Add the first one</Go>}>
          Each address may lead to a team and a type of its own.
        </Empty>
      </>
    )
  }
  return (
    <MailboxEditor
      key={open?.id ?? 'new'}
      mailbox={open}
      mayEdit={mayEdit}
      others={<Others mailboxes={items} open={open?.id ?? null} mayMake={mayEdit} />}
    />
  )
}

function Others({ mailboxes, open, mayMake }: { mailboxes: Mailbox[]; open: string | null; mayMake: boolean }) {
  return (
    <nav className={studio.order} aria-label="Mailboxes">
      <ul>
        {mailboxes.map(({ id, name, address, isDefault, disabled }) => (
          <li key={id}>
            <Go to={`/studio/mailboxes?mailbox=${id}`} aria-current={id === open ? 'true' : undefined}>
              <b>{name}</b>
              <span className={studio.wrap}>{address}</span>
              {disabled ? 'takes no mail' : isDefault && 'speaks where no case says otherwise'}
            </Go>
          </li>
        ))}
        <li>
          <Go to="/studio/mailboxes?mailbox=out" aria-current={open === 'out' ? 'true' : undefined}>
            <b>Outgoing mail</b>
            <span className={studio.wrap}>for all addresses</span>
          </Go>
        </li>
      </ul>
      {mayMake && (
        <Button
          variant="subtle"
          component={Go}
          to="/studio/mailboxes?mailbox=new"
          leftSection={<IconPlus size={14} stroke={1.8} />}
        >
          New address
        </Button>
      )}
    </nav>
  )
}
