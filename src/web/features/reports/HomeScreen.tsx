import { useQuery } from '@tanstack/react-query'
import type { Home } from '../../../features/reports/contract.ts'
import { demoQuery, isRunning } from '../../app/demoQuery.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Empty, ErrorState } from '../../ui/States.tsx'
import { clockTime, zoneLabel, zoneName } from '../../ui/time.ts'
import { WaitingLetters } from '../conversations/WaitingLetters.tsx'
import { setupQuery } from '../people/queries.ts'
import { useAlone } from '../people/useAlone.ts'
import { BacklogPart } from './BacklogPart.tsx'
import { Breakdowns } from './Breakdowns.tsx'
import { openDoor } from './doors.ts'
import { Figures } from './Figures.tsx'
import styles from './HomeScreen.module.css'
import { HomeSkeleton } from './HomeSkeleton.tsx'
import { LoadPart } from './LoadPart.tsx'
import { homeQuery } from './queries.ts'
import { StandingRule } from './StandingRule.tsx'
import { NextDue, StandingCheck } from './WatchParts.tsx'

/** “How are we doing?” in one look. Every number leads to its cases. */
export function HomeScreen() {
  const reads = useMe().rights.includes('reports.read')
  const { data, isError, refetch } = useQuery({ ...homeQuery, enabled: reads })
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <header className={styles.head}>
          <h1>Customer service, now</h1>
          {data && <p>{saidAbout(data)}</p>}
        </header>
        <WaitingLetters />
        {!reads ? (
          <Empty title="Your role does not read the numbers" act={<Go to="/my-next">Go to my next</Go>}>
            What is yours to do stands in My next. Whoever administers roles can give you the numbers as well.
          </Empty>
        ) : isError && !data ? (
          <ErrorState title="The numbers could not be read" onRetry={() => void refetch()}>
            The server did not answer. Nothing was lost, and the cases themselves can still be opened.
          </ErrorState>
        ) : !data ? (
          <HomeSkeleton />
        ) : (
          <Parts home={data} />
        )}
      </div>
    </div>
  )
}

function Parts({ home }: { home: Home }) {
  const alone = useAlone()
  return (
    <>
      {isUntouched(home) ? <Beginning /> : <StandingRule home={home} />}
      <section className={styles.top} aria-label="Open now">
        <div>
          <h2>Open now</h2>
          <Go to={openDoor()} aria-label={`${counted(home.open, 'open case')}`}>
            <span className={styles.huge} data-long={home.open > 9999 || undefined}>
              {home.open.toLocaleString('en-GB')}
            </span>
          </Go>
          <p>{sinceYesterday(home)}</p>
        </div>
        <Figures home={home} />
      </section>
      <Breakdowns home={home} />
      <div className={styles.lower}>
        <BacklogPart home={home} />
        {!alone && <LoadPart load={home.load} />}
      </div>
      <div className={styles.lower}>
        <NextDue cases={home.nextDue} />
        <StandingCheck home={home} />
      </div>
    </>
  )
}

/** Nothing has ever come in: the numbers below would say nothing yet. */
const isUntouched = ({ open, backlog, today }: Home) =>
  open === 0 && today.opened + today.resolved === 0 && backlog.every((day) => day.in + day.out + day.open === 0)

function Beginning() {
  const address = useQuery(setupQuery).data?.supportAddress
  const setQuery = useSetQuery()
  const mayFill = useMe().rights.includes('settings.edit')
  const isFilled = isRunning(useQuery({ ...demoQuery, enabled: mayFill }).data)
  if (isFilled) return <p className={styles.beginning}>The cases of the demo company will stand here in a moment.</p>
  return (
    <p className={styles.beginning}>
      No case has come yet. {address && <>Mail to {address} becomes one, </>}
      <button type="button" onClick={() => setQuery({ new: 'case' })}>
        or open one by hand
      </button>
      . Each number below then leads to its cases.
      {mayFill && (
        <>
          {' '}
          <Go to="/welcome">The first steps</Go> stand ready, and a demo company to look around in.
        </>
      )}
    </p>
  )
}

/** By the reader's own clock; days are counted by the organisation's, which is named where it differs. */
function saidAbout({ at, timeZone, restrictedOpen }: Home): string {
  const instant = new Date(at)
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
  const restricted =
    restrictedOpen > 0 ? `, with ${counted(restrictedOpen, 'restricted case')} that you do not see` : ''
  const days = zoneLabel(instant, timeZone) ? ` Days are those of ${timeZone.replaceAll('_', ' ')}.` : ''
  return `${day.format(instant)}, ${clockTime(instant)} ${zoneName(instant)}, live. All teams${restricted}.${days}`
}

function sinceYesterday({ open, openYesterdayEvening: before }: Home): string {
  if (before === null) return 'compared from tomorrow on'
  if (open === before) return 'as many as yesterday evening'
  return `${Math.abs(open - before).toLocaleString('en-GB')} ${open > before ? 'more' : 'fewer'} than yesterday evening`
}
