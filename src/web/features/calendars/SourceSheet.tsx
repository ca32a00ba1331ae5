import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Calendar, HolidaySource } from '../../../features/calendars/contract.ts'
import { switchedAfter } from '../../../features/calendars/rules/holidays.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import styles from './calendars.module.css'
import { HolidayList } from './HolidayList.tsx'
import { calendarsQuery } from './queries.ts'

interface Props {
  calendar: Calendar
  source: HolidaySource
  mayEdit: boolean
  onClose: () => void
}

/** What a source brought: each holiday can be switched, and the source removed with all of them. */
export function SourceSheet({ calendar, source, mayEdit, onClose }: Props) {
  const cache = useQueryClient()
  const [change, setChange] = useState<HolidaySource['switched']>({})
  const [removing, setRemoving] = useState(false)
  const params = { id: calendar.id, sourceId: source.id }
  const save = useMutation({
    mutationFn: () =>
      removing
        ? api.calendars.removeSource({ params })
        : api.calendars.switchHolidays({ params, body: { switched: change } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Sheet title={source.label} onClose={onClose} size={560}>
      <SheetForm
        onSubmit={submit}
        onCancel={removing ? () => setRemoving(false) : onClose}
        problem={save.error ? wordsOf(save.error) : null}
        pending={save.isPending}
        disabled={!mayEdit || (!removing && Object.keys(change).length === 0)}
        act={removing ? 'Remove it' : 'Save'}
        note={
          mayEdit &&
          !removing && (
            <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          )
        }
      >
        {removing ? (
          <p data-wide>
            The days of {source.label} become usual ones, past ones too. Due dates that are still ahead move with that;
            days entered by hand and those of other sources stay.
          </p>
        ) : (
          <div data-wide>
            {source.notes.map((note) => (
              <p key={note} className={styles.note}>
                {note}
              </p>
            ))}
            <HolidayList
              days={source.days}
              switched={switchedAfter(source.switched, change)}
              disabled={!mayEdit}
              onSwitch={(more) => setChange({ ...change, ...more })}
            />
          </div>
        )}
      </SheetForm>
    </Sheet>
  )
}
