import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Calendar } from '../../../features/calendars/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { IconChevronDown, IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { CalendarEditor } from './CalendarEditor.tsx'
import styles from './calendars.module.css'
import { calendarsQuery } from './queries.ts'

/** When business time runs. */
export function CalendarsRoom() {
  const chosen = useQueryPart('calendar')
  const calendars = useQuery(calendarsQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const typed = useRef(false)
  const shown = useRef({ id: '', key: '' })
  if (!calendars.data) {
    return (
      <>
        <RoomHead title="Calendars" />
        <Known query={calendars} what="The calendars">
          {() => null}
        </Known>
      </>
    )
  }
  const { items } = calendars.data
  const making = chosen === 'new' && mayEdit
  const open = making
    ? null
    : (items.find((each) => each.id === chosen) ?? items.find((each) => each.isDefault) ?? items[0] ?? null)
  const id = open?.id ?? 'new'
  // A version that arrives while somebody types is met when they save.
  if (shown.current.id !== id || !typed.current) shown.current = { id, key: `${id} ${open?.version}` }
  return (
    <CalendarEditor
      key={shown.current.key}
      typed={typed}
      calendar={open}
      standard={items.find((each) => each.isDefault)}
      mayEdit={mayEdit}
      others={(items.length > 1 || mayEdit) && <Others calendars={items} open={open?.id ?? null} mayMake={mayEdit} />}
    />
  )
}

function Others({ calendars, open, mayMake }: { calendars: Calendar[]; open: string | null; mayMake: boolean }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={14} stroke={1.8} />}>
          {calendars.length > 1 ? 'Other calendars' : 'More'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {calendars
          .filter(({ id }) => id !== open)
          .map((calendar) => (
            <Menu.Item key={calendar.id} component={Go} to={`/studio/calendars?calendar=${calendar.id}`}>
              <b>{calendar.name}</b>
              <span className={styles.other}>
                {calendar.timeZone}
                {calendar.isDefault && ', counts everywhere else'}
              </span>
            </Menu.Item>
          ))}
        {mayMake && open !== null && (
          <Menu.Item
            component={Go}
            to="/studio/calendars?calendar=new"
            leftSection={<IconPlus size={14} stroke={1.8} />}
          >
            New calendar
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
