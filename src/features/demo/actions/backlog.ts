import type { Db } from '../../../platform/context.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import { dayBeside, dayOf } from '../../reports/rules.ts'
import * as store from '../store/loading.ts'

export interface DemoDay {
  day: string
  opened: number
  reopened: number
  resolved: number
  open: number
}

/** What demo cases alone add to each whole day's backlog, from the first of them until yesterday. */
export async function demoDays(db: Db, now: Date): Promise<DemoDay[]> {
  const zone = await organisationZone(db)
  const flows = await store.flowOfDemo(db)
  if (flows.length === 0) return []
  const byDay = new Map<string, Omit<DemoDay, 'day' | 'open'>>()
  for (const { kind, at } of flows) {
    const { day } = dayOf(at, zone)
    const known = byDay.get(day) ?? { opened: 0, reopened: 0, resolved: 0 }
    byDay.set(day, { ...known, [kind]: known[kind] + 1 })
  }
  const today = dayOf(now, zone).day
  const days: DemoDay[] = []
  let open = 0
  let day = dayOf(
    flows.reduce((first, { at }) => (at < first ? at : first), now),
    zone,
  )
  for (; day.day < today; day = dayBeside(day, 1, zone)) {
    const flow = byDay.get(day.day) ?? { opened: 0, reopened: 0, resolved: 0 }
    open += flow.opened + flow.reopened - flow.resolved
    days.push({ day: day.day, ...flow, open })
  }
  return days
}
