import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { OpeningHours } from '../../../features/calendars/contract.ts'
import type { ClockEffect, PolicyEffect } from '../../../features/sla/contract/policies.ts'
import type { SlaPolicy } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { priorities } from './metrics.ts'

export type Draft = Omit<SlaPolicy, 'id' | 'version'>
const counts = ['moved', 'started', 'ended', 'breached', 'warnings', 'escalations', 'rearmed'] as const
type Counts = Pick<PolicyEffect, (typeof counts)[number]>

export interface Effect extends Counts {
  /** How many open cases were looked at, of how many. */
  cases: number
  open: number
  sample: ClockEffect[]
  /** Counting goes on; stopped, it waits to be asked. */
  state: 'counting' | 'stopped' | 'done'
}

/** So many open cases are looked at unasked; a larger house says so before it is kept busy. */
const unasked = 5000
const shown = 12

type Read<A> = (asked: A, after: string | null) => Promise<PolicyEffect>

export const ofPolicy: Read<{ id: string | null; policy: Draft }> = (asked, after) =>
  api.sla.previewPolicy({ body: { ...asked, after } })
export const ofCalendar: Read<{ id: string; hours: OpeningHours; isDefault?: true }> = ({ id, ...body }, after) =>
  api.sla.previewCalendarChange({ params: { id }, body: { ...body, after } })

/** What a draft would do to open cases, counted part by part while somebody looks; a new draft begins anew. */
export function useEffectOnOpen<A>(draft: A | null, read: Read<A>) {
  const [asked] = useDebouncedValue(draft ? JSON.stringify(draft) : null, 500)
  const [all, setAll] = useState(false)
  const [effect, setEffect] = useState<Effect | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (!asked) return
    let gone = false
    const count = async () => {
      let sum: Effect | null = null
      let after: string | null = null
      do {
        const part: PolicyEffect = await read(JSON.parse(asked) as A, after)
        if (gone) return
        after = part.next
        sum = added(sum, part, all ? Number.POSITIVE_INFINITY : unasked)
        setEffect(sum)
      } while (after && sum.state === 'counting')
    }
    setProblem(null)
    count().catch((error: unknown) => gone || setProblem(wordsOf(error)))
    return () => {
      gone = true
    }
  }, [asked, all, read])
  return { effect: draft ? effect : null, problem: draft ? problem : null, countAll: () => setAll(true) }
}

/** One part more. */
export function added(sum: Effect | null, part: PolicyEffect, most: number): Effect {
  const cases = (sum?.cases ?? 0) + part.cases
  const state = part.next === null ? 'done' : cases >= most ? 'stopped' : 'counting'
  return {
    cases,
    open: Math.max(sum?.open ?? part.open ?? 0, cases),
    ...(Object.fromEntries(counts.map((count) => [count, (sum?.[count] ?? 0) + part[count]])) as Counts),
    sample: [...(sum?.sample ?? []), ...part.sample].sort(byGravity).slice(0, shown),
    state,
  }
}

const rank = ({ breached, fires, priority }: ClockEffect): number =>
  (breached ? 100 : 0) + (fires.length > 0 ? 10 : 0) - priorities.indexOf(priority)

const byGravity = (a: ClockEffect, b: ClockEffect): number =>
  rank(b) - rank(a) || (a.dueAfter ?? '9').localeCompare(b.dueAfter ?? '9')
