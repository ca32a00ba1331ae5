import { CopyButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { ClockView } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DayTrack } from '../../ui/DayTrack.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Facts } from '../../ui/Section.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import { countdown, exact, zoneLabel } from '../../ui/time.ts'
import styles from '../../ui/why.module.css'
import { whatIsDue } from '../cases/words.ts'
import { ClockList, clockTone } from './ClockList.tsx'
import { clockTrack } from './clockTrack.ts'
import { behindCountdown } from './clockWords.ts'
import { PinDue } from './PinDue.tsx'
import { firstToEnd, inOrder } from './queries.ts'
import own from './why.module.css'
import { ComingSteps, factsOf } from './whyFacts.tsx'

/** Why a clock ends when it ends, the first one unless another is chosen, and all of them under it. */
export function WhyDue({ found, number, clocks }: { found: Case; number: string; clocks: ClockView[] }) {
  const [chosen, choose] = useState<string | null>(null)
  const first = firstToEnd(clocks) ?? clocks.find((clock) => clock.state === 'paused')
  // Where none runs any more, what became of them is still asked for.
  const ended = inOrder(clocks).find(({ state }) => state === 'met')
  const shown = clocks.find(({ id }) => id === chosen) ?? first ?? ended
  if (!shown)
    return <p className={styles.lead}>No clock runs on this case. Its next step and follow-up keep it alive.</p>
  const sooner = found.firstDue?.what !== 'clock' ? found.firstDue : null
  return (
    <>
      {sooner && (
        <p className={styles.lead}>
          {found.risk === 'overdue' ? 'Late is' : 'First comes'} the {whatIsDue(found)?.kind.toLowerCase()}
          {sooner.text && ` “${sooner.text}”`}, due <Instant at={sooner.at} as="dayAndTime" />. The clocks:
        </p>
      )}
      <OneClock key={shown.id} clock={shown} found={found} number={number} />
      <div className={styles.clocks}>
        <ClockList clocks={clocks} chosen={shown.id} onChoose={choose} />
      </div>
      {found.can.work && (shown.state === 'running' || shown.state === 'paused') && (
        <PinDue key={`pin ${shown.id}`} clock={shown} found={found} number={number} onPinned={() => choose(shown.id)} />
      )}
    </>
  )
}

function OneClock({ clock, found, number }: { clock: ClockView; found: Case; number: string }) {
  const now = useNow()
  const { data } = useQuery({
    queryKey: ['case', number, 'explanation', clock.id],
    queryFn: () => api.sla.explainClock({ params: { id: found.id, clockId: clock.id } }),
  })
  const zone = data?.calendar?.timeZone
  const days = data ? clockTrack(data, now, zone) : []
  return (
    <div className={styles.clock}>
      <p className={styles.big}>
        <b className="num" data-risk={clock.dueAt || clock.state === 'met' ? clockTone(clock, now) : 'waiting'}>
          {clock.state === 'met' ? 'Met' : clock.dueAt ? countdown(new Date(clock.dueAt), now) : 'Paused'}
        </b>
        {behindCountdown(clock, data?.time, now)}
      </p>
      {clock.dueAt && <p className={styles.hint}>Due {exact(new Date(clock.dueAt))}</p>}
      {days.length > 0 && <DayTrack days={days} legend />}
      {days.length > 0 && zoneLabel(now, zone) && <p className={styles.hint}>Drawn by the clock of {zone}.</p>}
      {data && <InWords summary={data.summary} />}
      {data ? <Facts left rows={factsOf(data)} /> : <LinesSkeleton label="Loading the explanation" lines={4} />}
      {data && <ComingSteps told={data} />}
    </div>
  )
}

/** What it comes to, to be read out or sent to the customer as it stands. */
function InWords({ summary }: { summary: string }) {
  return (
    <figure className={own.words}>
      <blockquote>{summary}</blockquote>
      <CopyButton value={summary}>
        {({ copied, copy }) => (
          <button type="button" onClick={copy}>
            {copied ? 'Copied' : 'Copy for the customer'}
          </button>
        )}
      </CopyButton>
    </figure>
  )
}
