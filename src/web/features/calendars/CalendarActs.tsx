import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Calendar } from '../../../features/calendars/contract.ts'
import { whyInUse } from '../../../features/calendars/rules/usage.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { EffectOnOpen } from '../sla/EffectOnOpen.tsx'
import { ofCalendar, useEffectOnOpen } from '../sla/useEffectOnOpen.ts'
import { calendarsQuery, usageQuery } from './queries.ts'

/** What can be done with a calendar as a whole, each act with its consequence before it. */
export function CalendarActs({ calendar, standard }: { calendar: Calendar; standard: Calendar | undefined }) {
  const cache = useQueryClient()
  const go = useGo()
  const [asking, setAsking] = useState<'default' | 'remove' | null>(null)
  const usage = useQuery(usageQuery(calendar.id)).data
  const act = useMutation({
    mutationFn: async () => {
      const params = { id: calendar.id }
      if (asking === 'remove') await api.calendars.removeCalendar({ params })
      else await api.calendars.changeCalendar({ params, body: { version: calendar.version, isDefault: true } })
    },
    onSuccess: () => {
      if (asking === 'remove') go('/studio/calendars')
      setAsking(null)
      void cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
    },
  })
  const { timeZone, weekly, holidays, overrides, names } = calendar
  const hours = { timeZone, weekly, holidays, overrides, ...(names && { names }) }
  const counting = useEffectOnOpen(
    asking === 'default' ? { id: calendar.id, hours, isDefault: true as const } : null,
    ofCalendar,
  )
  const inUse = usage ? whyInUse(calendar.isDefault, usage) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    act.mutate()
  }
  const close = () => {
    setAsking(null)
    act.reset()
  }
  return (
    <>
      {!calendar.isDefault && (
        <>
          <Button variant="subtle" color="gray" onClick={() => setAsking('remove')}>
            Remove
          </Button>
          <Button variant="default" onClick={() => setAsking('default')}>
            Make it the default
          </Button>
        </>
      )}
      {asking && (
        <Sheet
          title={asking === 'remove' ? `Remove ${calendar.name}` : `${calendar.name} as the default`}
          onClose={close}
          size={520}
        >
          <SheetForm
            onSubmit={submit}
            onCancel={close}
            problem={act.error ? wordsOf(act.error) : null}
            pending={act.isPending}
            disabled={asking === 'remove' && (inUse !== null || !usage)}
            act={asking === 'remove' ? 'Remove it' : 'Make it the default'}
          >
            <p data-wide>{asking === 'remove' ? removalWords(inUse) : defaultWords(calendar, standard)}</p>
            {asking === 'default' && (
              <div data-wide>
                <h3>For open cases it would mean</h3>
                <EffectOnOpen
                  effect={counting.effect}
                  problem={counting.problem}
                  onCountAll={counting.countAll}
                  most={5}
                />
              </div>
            )}
          </SheetForm>
        </Sheet>
      )}
    </>
  )
}

const removalWords = (inUse: string | null) =>
  inUse
    ? `It cannot go yet: ${inUse}.`
    : 'It goes from the lists. Clocks that have ended keep the hours they were counted by, so every answer about them stays.'

const defaultWords = (calendar: Calendar, standard: Calendar | undefined) =>
  `Whatever names no calendar of its own counts by ${calendar.name} from now on${
    standard ? `, not by ${standard.name}` : ''
  }. Due dates of open cases that are still ahead move with it; what was breached stays so.`
