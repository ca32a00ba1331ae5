import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import type { Calendar, OpeningHours } from '../../../features/calendars/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { zones } from '../../ui/zones.ts'
import { CalendarActs } from './CalendarActs.tsx'
import { type CalendarValues, openingHoursOf, valuesOf } from './hours.ts'
import { Preview } from './Preview.tsx'
import { UnusualDays } from './UnusualDays.tsx'
import { UsedBy } from './UsedBy.tsx'
import { WeekGrid } from './WeekGrid.tsx'

interface Props {
  calendar: Calendar | null
  /** The default one now. */
  standard: Calendar | undefined
  mayEdit: boolean
  others: ReactNode
}

const labels = { name: 'Name', timeZone: 'Time zone', weekly: 'The usual week', days: 'Days that are not usual' }

/** The usual week and the days that are not usual, with what they mean for a case opened now. */
export function CalendarEditor({ calendar, standard, mayEdit, others }: Props) {
  const cache = useQueryClient()
  const go = useGo()
  const formId = useId()
  const { form, submit, pending, problem, conflict } = useRecordForm<Calendar, CalendarValues, Body>({
    what: calendar?.name ?? 'The calendar',
    record: calendar,
    valuesOf,
    bodyOf,
    labels,
    validate: { name: (name) => (name.trim() ? null : 'A calendar needs a name') },
    create: ({ days, ...usual }) => api.calendars.createCalendar({ body: { ...usual, ...days } }),
    change: ({ id }, { days, ...usual }) =>
      api.calendars.changeCalendar({ params: { id }, body: { ...usual, ...days } }),
    onSaved: (saved) => {
      void cache.invalidateQueries({ queryKey: ['calendars'] })
      go(`/studio/calendars?calendar=${saved.id}`)
    },
  })
  const values = form.getValues()
  const hours = openingHoursOf(values)
  const field = (name: 'name' | 'timeZone') => ({
    label: labels[name],
    disabled: !mayEdit,
    ...form.getInputProps(name),
  })
  return (
    <>
      <RoomHead
        title={calendar?.name ?? 'New calendar'}
        said={
          calendar && (
            <>
              <b>Version {calendar.version}.</b> A change moves the due dates that are still ahead; those already
              reached stay as they were.
            </>
          )
        }
      >
        {mayEdit && calendar && !form.isDirty() && <CalendarActs calendar={calendar} standard={standard} />}
        {mayEdit && (
          <Button
            type="submit"
            form={formId}
            loading={pending}
            disabled={!hours || (calendar !== null && !form.isDirty())}
          >
            {calendar ? 'Save' : 'Make calendar'}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-order data-side>
        {others}
        <form id={formId} className={studio.main} onSubmit={submit}>
          {problem && (
            <p className={studio.problem} role="alert">
              {problem}
            </p>
          )}
          <section className={studio.fields} aria-label="Calendar">
            <TextInput {...field('name')} />
            <NativeSelect {...field('timeZone')} data={zones} />
          </section>
          <section aria-label={labels.weekly}>
            <h2 className={studio.label}>
              The usual week <span>such as 08:00–12:00, 13:00–17:00; a shift may run past midnight</span>
            </h2>
            <WeekGrid
              weekly={values.weekly}
              disabled={!mayEdit}
              onChange={(weekly) => form.setFieldValue('weekly', weekly)}
            />
          </section>
        </form>
        <div className={studio.side}>
          <Preview hours={hours} />
          {calendar && <UsedBy calendar={calendar} />}
          <UnusualDays days={values.days} disabled={!mayEdit} onChange={(days) => form.setFieldValue('days', days)} />
        </div>
      </div>
      {conflict}
    </>
  )
}

type Body = Pick<OpeningHours, 'timeZone' | 'weekly'> & {
  name: string
  /** Days that are not usual are kept in two lists, and both change together. */
  days: Pick<OpeningHours, 'holidays' | 'overrides'>
}

/** Asked for only while all hours can be read: until then there is nothing to save with. */
function bodyOf(values: CalendarValues): Body {
  const { timeZone, weekly, holidays, overrides } = openingHoursOf(values)!
  return { name: values.name.trim(), timeZone, weekly, days: { holidays, overrides } }
}
