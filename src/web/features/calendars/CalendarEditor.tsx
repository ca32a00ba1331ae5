import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useId, useState } from 'react'
import type { Calendar, OpeningHours } from '../../../features/calendars/contract.ts'
import { hoursWith } from '../../../features/calendars/rules/holidays.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { EffectOnOpen } from '../sla/EffectOnOpen.tsx'
import { Recomputations } from '../sla/Recomputations.tsx'
import { ofCalendar, useEffectOnOpen } from '../sla/useEffectOnOpen.ts'
import type { ChosenSource } from './AddSource.tsx'
import { CalendarActs } from './CalendarActs.tsx'
import { type CalendarValues, openingHoursOf, valuesOf } from './hours.ts'
import { Preview } from './Preview.tsx'
import { Sources } from './Sources.tsx'
import { UnusualDays } from './UnusualDays.tsx'
import { UsedBy } from './UsedBy.tsx'
import { WeekGrid } from './WeekGrid.tsx'
import { ZoneField } from './ZoneField.tsx'

interface Props {
  calendar: Calendar | null
  /** The default one now. */
  standard: Calendar | undefined
  mayEdit: boolean
  others: ReactNode
  /** Whether something is typed here that a newer version must not sweep away. */
  typed: RefObject<boolean>
}

const labels = { name: 'Name', timeZone: 'Time zone', weekly: 'The usual week', days: 'Days that are not usual' }

/** The usual week and the days that are not usual, with what they mean for a case opened now. */
export function CalendarEditor({ calendar, standard, mayEdit, others, typed }: Props) {
  const cache = useQueryClient()
  const go = useGo()
  const formId = useId()
  const [chosen, setChosen] = useState<ChosenSource[]>([])
  const { form, submit, pending, problem, conflict } = useRecordForm<Calendar, CalendarValues, Body>({
    what: calendar?.name ?? 'The calendar',
    record: calendar,
    valuesOf,
    bodyOf,
    labels,
    validate: { name: (name) => (name.trim() ? null : 'A calendar needs a name') },
    create: ({ days, ...usual }) =>
      api.calendars.createCalendar({
        body: { ...usual, ...days, sources: chosen.map(({ source, switched }) => ({ source, switched })) },
      }),
    change: ({ id }, { days, ...usual }) =>
      api.calendars.changeCalendar({ params: { id }, body: { ...usual, ...days } }),
    onSaved: (saved) => {
      typed.current = false
      void cache.invalidateQueries({ queryKey: ['calendars'] })
      go(`/studio/calendars?calendar=${saved.id}`)
    },
  })
  const values = form.getValues()
  const byHand = openingHoursOf(values)
  const hours = byHand && hoursWith(byHand, calendar?.sources ?? chosen)
  const dirty = form.isDirty()
  const counting = useEffectOnOpen(
    mayEdit && calendar && dirty && byHand ? { id: calendar.id, hours: byHand } : null,
    ofCalendar,
  )
  useEffect(() => {
    typed.current = dirty
    return () => {
      typed.current = false
    }
  }, [dirty, typed])
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
        {others}
        {mayEdit && calendar && !dirty && <CalendarActs calendar={calendar} standard={standard} />}
        {mayEdit && (
          <Button type="submit" form={formId} loading={pending} disabled={!hours || (calendar !== null && !dirty)}>
            {calendar ? 'Save' : 'Make calendar'}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-side>
        <form id={formId} className={studio.main} onSubmit={submit} tabIndex={mayEdit ? undefined : 0}>
          {problem && (
            <p className={studio.problem} role="alert">
              {problem}
            </p>
          )}
          <section className={studio.fields} aria-label="Calendar">
            <TextInput label={labels.name} disabled={!mayEdit} {...form.getInputProps('name')} />
            <ZoneField
              label={labels.timeZone}
              disabled={!mayEdit}
              value={values.timeZone}
              error={form.errors.timeZone}
              onChange={(timeZone) => form.setFieldValue('timeZone', timeZone)}
            />
          </section>
          <section aria-label={labels.weekly}>
            <h2 className={studio.label}>
              The usual week{' '}
              <span>{mayEdit && 'draw, drag an edge, or type the hours; '}a shift may run past midnight</span>
            </h2>
            <WeekGrid
              weekly={values.weekly}
              disabled={!mayEdit}
              zoneData={calendar?.zoneData ?? null}
              onChange={(weekly) => form.setFieldValue('weekly', weekly)}
            />
          </section>
          <Sources
            calendar={calendar}
            timeZone={values.timeZone}
            chosen={chosen}
            onChosen={setChosen}
            mayEdit={mayEdit}
            unsaved={dirty}
          />
        </form>
        <div className={studio.side}>
          <Recomputations of={['calendar_changed']} />
          {(counting.effect || counting.problem) && (
            <section aria-label="For open cases">
              <h2 className={studio.title}>Once it is saved</h2>
              <EffectOnOpen
                effect={counting.effect}
                problem={counting.problem}
                onCountAll={counting.countAll}
                most={5}
              />
            </section>
          )}
          <Preview hours={hours} />
          <UnusualDays
            days={values.days}
            imported={hours}
            disabled={!mayEdit}
            onChange={(days) => form.setFieldValue('days', days)}
          />
          {calendar && <UsedBy calendar={calendar} />}
        </div>
      </div>
      {conflict}
    </>
  )
}

type Body = Pick<OpeningHours, 'timeZone' | 'weekly'> & {
  name: string
  /** Days that are not usual are kept in two lists, and both change together. */
  days: Pick<OpeningHours, 'holidays' | 'overrides' | 'names'>
}

/** Asked for only while all hours can be read: until then there is nothing to save with. */
function bodyOf(values: CalendarValues): Body {
  const { timeZone, weekly, ...days } = openingHoursOf(values)!
  return { name: values.name.trim(), timeZone, weekly, days }
}
