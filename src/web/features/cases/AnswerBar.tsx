import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { ClockView } from '../../../features/sla/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { StagePath } from '../../ui/StagePath.tsx'
import { TimeTrack } from '../../ui/TimeTrack.tsx'
import { countdown, dayAndTime, toneAt, when } from '../../ui/time.ts'
import { Why } from '../../ui/Why.tsx'
import { PersonFace } from '../people/PersonFace.tsx'
import { useAlone } from '../people/useAlone.ts'
import { ClockList } from '../sla/ClockList.tsx'
import { clocksQuery, firstToEnd } from '../sla/queries.ts'
import { Answer } from './Answer.tsx'
import styles from './AnswerBar.module.css'
import { gateHere } from './gates.ts'
import { becauseOf, firstName, isOver, metricName, toneOf, whatIsDue, whoeverTakesIt, whoseMove } from './words.ts'

const WhyOwner = lazy(() => import('../routing/WhyOwner.tsx').then((m) => ({ default: m.WhyOwner })))
const WhyStage = lazy(() => import('./WhyStage.tsx').then((m) => ({ default: m.WhyStage })))
const WhyDue = lazy(() => import('../sla/WhyDue.tsx').then((m) => ({ default: m.WhyDue })))
const WhyNext = lazy(() => import('./WhyNext.tsx').then((m) => ({ default: m.WhyNext })))

interface Props {
  found: Case
  number: string
}

/** Who, where, when, what next. Stands on every open case and never scrolls away. */
export function AnswerBar({ found, number }: Props) {
  const { data } = useQuery(clocksQuery(number, found.id))
  return (
    <section className={styles.bar} aria-label="The four answers">
      <OwnerAnswer found={found} number={number} />
      <StageAnswer found={found} number={number} />
      <DueAnswer found={found} number={number} clocks={data?.items ?? []} />
      <NextAnswer found={found} number={number} />
    </section>
  )
}

function OwnerAnswer({ found, number }: Props) {
  const { owner, queue, team } = found
  const title = owner ? `Why ${firstName(owner.name)}?` : 'Why nobody yet?'
  const because = owner && found.ownerBecause && becauseOf(found.ownerBecause, owner.name)
  const alone = useAlone()
  const more = owner
    ? alone
      ? 'what comes in is yours'
      : because || team.name
    : (found.waitsBecause ?? 'waits to be given to someone')
  return (
    <Why
      name="owner"
      title={title}
      width={460}
      target={
        <Answer
          name="Owner"
          why="owner"
          lead={owner && <PersonFace id={owner.id} name={owner.name} size={18} />}
          main={owner?.name ?? queue?.name ?? team.name}
          more={<span>{more}</span>}
        />
      }
    >
      <WhyOwner found={found} number={number} />
    </Why>
  )
}

function StageAnswer({ found, number }: Props) {
  const path = found.stages.filter((stage) => !stage.aside && stage.status !== 'closed')
  const at = path.findIndex((stage) => stage.state === 'here')
  const { asks } = gateHere(found)
  return (
    <Why
      name="stage"
      title="Stages, and what this one needs"
      width={380}
      target={
        <Answer
          name={at < 0 ? 'Stage' : `Stage ${at + 1} of ${path.length}`}
          why="stage"
          main={found.stage.label}
          more={
            <>
              {at >= 0 && (
                <span className={styles.path}>
                  <StagePath stages={path.map((stage) => stage.label)} at={at} wide />
                </span>
              )}
              <span className={styles.doneHere}>
                {asks.filter((ask) => ask.met).length} of {asks.length} done
              </span>
              <span className={styles.sinceHere}>
                since <Instant at={found.stageSince} />
              </span>
            </>
          }
        />
      }
    >
      <WhyStage found={found} number={number} />
    </Why>
  )
}

/** What is due first, whatever it is; where that is no clock, the clock that ends first is told behind it. */
function DueAnswer({ found, number, clocks }: Props & { clocks: ClockView[] }) {
  const now = useNow()
  const running = clocks.filter((clock) => clock.state === 'running')
  const firstDue = dueOn(found)
  const at = firstDue && new Date(firstDue.at)
  const byClock = firstDue?.what === 'clock'
  const first = byClock ? firstToEnd(clocks) : undefined
  const tone = at ? toneAt(at, now, toneOf(found.risk)) : toneOf(found.risk)
  const used = first ? first.elapsedSeconds / first.targetSeconds : null
  const nothing = clocks.some((clock) => clock.state === 'paused') ? 'Paused' : 'No clock'
  // A breach is a fact: the later date of a clock does not take it back.
  const broken = running.find(({ breachedAt, dueAt }) => breachedAt && dueAt && new Date(dueAt) > now)
  const what = whatIsDue({ ...found, firstDue })?.kind ?? ''
  const clock = found.dueAt && `${metricName(found.dueMetric ?? '')} ${when(new Date(found.dueAt), now)}`
  return (
    <Why
      name="due"
      title={at ? (byClock ? `Why due ${dayAndTime(at, now)}?` : 'What is due, and why') : 'Why is nothing due?'}
      width={472}
      target={
        <Answer
          name={byClock && running.length > 1 ? `Due, first of ${running.length} clocks` : 'Due'}
          why="due"
          risk={at ? tone : 'waiting'}
          main={at ? countdown(at, now) : nothing}
          peek={clocks.length > 0 && <ClockList clocks={clocks} />}
          more={
            <>
              {used !== null && (
                <span className={styles.track}>
                  <TimeTrack used={used} risk={tone} label={`${Math.round(used * 100)} % used`} />
                </span>
              )}
              <span>
                {at ? `${what}, ${when(at, now)}${first?.pinned ? ', set by hand' : ''}` : 'nothing runs now'}
                {at && !byClock && clock && `; ${clock}`}
                {broken?.breachedAt && (
                  <b className={styles.breached}>{`; breached ${when(new Date(broken.breachedAt), now)}`}</b>
                )}
              </span>
            </>
          }
        />
      }
    >
      <WhyDue found={found} number={number} clocks={clocks} />
    </Why>
  )
}

/** Also on a resolved case, whose customer may still be owed an answer: the letter about it has not left. */
const dueOn = ({ firstDue, status, dueAt }: Case): Case['firstDue'] =>
  firstDue ?? (status === 'resolved' && dueAt ? { at: dueAt, what: 'clock', text: null } : null)

/** What stands where no step does: nothing is owed on a case that is over. */
const nothingNext = ({ status }: Case): string =>
  status === 'closed' ? 'Nothing, it is closed' : isOver(status) ? 'Closes by itself' : 'Say what happens next'

function NextAnswer({ found, number }: Props) {
  const step = found.nextStep
  const who = step && whoseMove(step, found)
  const now = useNow()
  const late = step?.dueAt && new Date(step.dueAt) < now && !isOver(found.status)
  return (
    <Why
      name="next"
      title="Next step"
      width={380}
      target={
        <Answer
          name="Next step"
          why="next"
          risk={late ? 'overdue' : undefined}
          main={step?.text ?? nothingNext(found)}
          more={
            <>
              {who && who !== whoeverTakesIt && <Face name={who} size={14} />}
              <span>
                {who ?? (isOver(found.status) ? '' : 'nobody')}
                {step?.dueAt && (
                  <>
                    , <Instant at={step.dueAt} as="dayAndTime" />
                  </>
                )}
              </span>
            </>
          }
        />
      }
    >
      <WhyNext found={found} number={number} />
    </Why>
  )
}
