import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Calendar } from '../../../features/calendars/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { CalendarEditor } from './CalendarEditor.tsx'
import { calendarsQuery } from './queries.ts'

/** When business time runs. */
export function CalendarsRoom() {
  const chosen = useQueryPart('calendar')
  const calendars = useQuery(calendarsQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
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
  return (
    <CalendarEditor
      key={open ? `${open.id} ${open.version}` : 'new'}
      calendar={open}
      standard={items.find((each) => each.isDefault)}
      mayEdit={mayEdit}
      others={<Others calendars={items} open={open?.id ?? null} mayMake={mayEdit} />}
    />
  )
}

function Others({ calendars, open, mayMake }: { calendars: Calendar[]; open: string | null; mayMake: boolean }) {
  return (
    <nav className={studio.order} aria-label="Calendars">
      <ul>
        {calendars.map((calendar) => (
          <li key={calendar.id}>
            <Go
              to={`/studio/calendars?calendar=${calendar.id}`}
              aria-current={calendar.id === open ? 'true' : undefined}
            >
              <b>{calendar.name}</b>
              {calendar.timeZone}
              {calendar.isDefault && ', counts everywhere else'}
            </Go>
          </li>
        ))}
      </ul>
      {mayMake && (
        <Button
          variant="subtle"
          component={Go}
          to="/studio/calendars?calendar=new"
          leftSection={<IconPlus size={14} stroke={1.8} />}
        >
          New calendar
        </Button>
      )}
    </nav>
  )
}
