import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { CalendarDay, CalendarItem } from '../../../../features/cases/contract/calendar.ts'
import { api } from '../../../api.ts'
import { serverNow } from '../../../ui/clock.ts'
import { NoticeAct } from '../../../ui/NoticeAct.tsx'
import { dayAndTime } from '../../../ui/time.ts'
import { myNextQuery } from '../queries.ts'
import { dateOf, sameTimeOn } from './calendarDays.ts'
import { calendarKey } from './queries.ts'

/** Moves the date of a next step to another day at the same time, shown at once and taken back with one key. */
export function useStepMove() {
  const cache = useQueryClient()
  const last = useRef<(() => Promise<void>) | null>(null)

  const save = useCallback(
    async ({ id, version, nextStep }: Pick<CalendarItem['case'], 'id' | 'version' | 'nextStep'>, dueAt: string) => {
      const { text, whose, person } = nextStep!
      const step = { text: text ?? 'Look at it again', whose, personId: person?.id ?? null, dueAt }
      return api.cases.changeCase({ params: { id }, body: { version, nextStep: step } })
    },
    [],
  )
  const again = useCallback(() => {
    void cache.invalidateQueries({ queryKey: calendarKey })
    void cache.invalidateQueries({ queryKey: myNextQuery.queryKey })
  }, [cache])

  const move = useCallback(
    async (item: CalendarItem, date: string) => {
      const { case: row, at } = item
      const to = sameTimeOn(date, new Date(at))
      if (dateOf(to) === dateOf(new Date(at)) || !row.nextStep) return
      const failed = (because: string) =>
        notifications.show({ title: `The next step of ${row.number} stays`, message: because, color: 'yellow' })
      if (to <= serverNow()) return void failed('That instant has passed. Choose a day that lies ahead.')
      await cache.cancelQueries({ queryKey: calendarKey })
      const before = cache.getQueriesData<CalendarDay[]>({ queryKey: calendarKey })
      cache.setQueriesData<CalendarDay[]>({ queryKey: calendarKey }, (days) => days && moved(days, item, to))
      try {
        const after = await save(row, to.toISOString())
        last.current = async () => {
          last.current = null
          await save(after, at).catch((error: Error) => failed(error.message))
          again()
        }
        notifications.show({
          title: `${row.number}: ${dayAndTime(to, serverNow())}`,
          message: (
            <NoticeAct act="Undo" hint="z" onAct={() => void last.current?.()}>
              {row.nextStep.text}
            </NoticeAct>
          ),
        })
      } catch (error) {
        for (const [key, days] of before) cache.setQueryData(key, days)
        failed((error as Error).message)
      }
      again()
    },
    [cache, save, again],
  )
  const undo = useCallback(() => void last.current?.(), [])
  return { move, undo }
}

function moved(days: CalendarDay[], item: CalendarItem, to: Date): CalendarDay[] {
  const date = dateOf(to)
  const without = days.map((day) => {
    const items = day.items.filter((each) => !(each.kind === item.kind && each.case.id === item.case.id))
    return items.length === day.items.length ? day : { ...day, items, total: day.total - 1 }
  })
  const there = without.find((day) => day.date === date) ?? { date, total: 0, items: [] }
  const put = { ...item, at: to.toISOString() }
  const items = [...there.items, put].sort((a, b) => a.at.localeCompare(b.at))
  return [...without.filter((day) => day.date !== date), { ...there, items, total: there.total + 1 }]
}
