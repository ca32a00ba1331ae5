import type { ReactNode } from 'react'
import { isWords } from '../../../features/cases/rules/condition-words.ts'
import type { StepView } from '../../../features/sla/contract/steps.ts'
import type { Explanation } from '../../../features/sla/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { duration } from '../../ui/time.ts'
import { reasonWords } from './reasons.ts'
import own from './why.module.css'
import { fulfilledWords, stepWords, toldWords } from './whyWords.ts'

/** What made the due date, fact by fact. */
export function factsOf(told: Explanation): [string, ReactNode][] {
  const share = Math.round((told.elapsedSeconds / told.targetSeconds) * 100)
  const { pin, calendar, policy, priority } = told
  const rows: [string, ReactNode][] = []
  if (told.pinned)
    rows.push([
      'By hand',
      <span key="pin">
        {pin?.by ?? 'Somebody'}
        {pin && (
          <>
            , <Instant at={pin.at} as="dayAndTime" />
          </>
        )}
        {pin?.because && `: ${pin.because}`}. The policy does not move it until it is lifted.
      </span>,
    ])
  rows.push(
    ['Policy', `${policy.name}, version ${policy.version}, priority ${priority}`],
    ['Because', becauseOf(told)],
    [
      'Calendar',
      calendar
        ? `${calendar.name} (${calendar.timeZone}), version ${calendar.version}${calendar.zoneData ? `, time zone data ${calendar.zoneData}` : ''}; ${sources[calendar.because]}`
        : 'every hour counts',
    ],
  )
  if (told.holidaysSkipped.length > 0)
    rows.push(['Closed', told.holidaysSkipped.map(({ date, name }) => (name ? `${name} (${date})` : date)).join(', ')])
  rows.push(
    [
      'Started',
      <span key="started">
        <Instant at={told.start.at} as="dayAndTime" />, {reasonWords(told.start.because)}
      </span>,
    ],
    ...movedOf(told),
    ...breachOf(told),
    ...metOf(told),
    ['Paused', told.pauses.length === 0 ? 'never' : <Pauses key="pauses" pauses={told.pauses} />],
    ['Elapsed', `${duration(told.elapsedSeconds / 60)}, ${share} %`],
    ['Next', <Next key="next" told={told} />],
  )
  return rows
}

/** Each time that its due date became another one: when, from what to what, and why. */
function movedOf({ log }: Explanation): [string, ReactNode][] {
  const moves = log.filter(
    ({ kind, dueBefore, dueAfter }) => kind === 'clock.retargeted' && dueBefore && dueAfter && dueBefore !== dueAfter,
  )
  if (moves.length === 0) return []
  return [
    [
      'Moved',
      <ul key="moved" className={own.lines}>
        {moves.map(({ at, dueBefore, dueAfter, reason }) => (
          <li key={at}>
            <Instant at={at} as="dayAndTime" />, from <Instant at={dueBefore!} as="dayAndTime" /> to{' '}
            <Instant at={dueAfter!} as="dayAndTime" />: {reasonWords(reason)}
          </li>
        ))}
      </ul>,
    ],
  ]
}

/** A breach is a fact: no later date takes it back. */
function breachOf({ breachedAt, dueAt, metAt }: Explanation): [string, ReactNode][] {
  if (!breachedAt) return []
  const ahead = !metAt && dueAt !== null && dueAt > breachedAt
  return [
    [
      'Breached',
      <span key="breached" className={own.breached}>
        <Instant at={breachedAt} as="dayAndTime" />
        {ahead && '; a later date does not take that back'}
      </span>,
    ],
  ]
}

/** By what it was fulfilled, and whether the letter that says so has left. */
function metOf({ metAt, fulfilled }: Explanation): [string, ReactNode][] {
  if (!metAt || !fulfilled) return []
  return [
    [
      'Met',
      <span key="met">
        <Instant at={metAt} as="dayAndTime" />, {fulfilledWords(fulfilled)}
      </span>,
    ],
  ]
}

const sources: Record<NonNullable<Explanation['calendar']>['because'], string> = {
  target: 'which the target names',
  contract: 'that of the contract',
  team: 'that of the team',
  organisation: 'the usual one',
}

function becauseOf({ conditions }: Explanation): string {
  if (conditions.length === 0) return 'it applies to every case that no policy before it takes'
  return conditions
    .map((condition) => {
      const { field, is, label, values, saw } = condition
      if (values.length === 0) return `${label}, which only leads read, is as the policy asks`
      if (field === 'contract' && is === 'one_of') return `contract ${saw.join(', ')} covers it`
      const has = saw.length > 0 ? saw.join(', ') : 'nothing'
      if (is === 'one_of') return `${label} is ${has}`
      const asked = values.join(' or ')
      return is === 'none_of'
        ? `${label} is ${has}, not ${asked}`
        : `${label} is ${has}, which ${isWords(condition)} ${asked}`
    })
    .join('; ')
}

function Pauses({ pauses }: { pauses: Explanation['pauses'] }) {
  return (
    <ul className={own.lines}>
      {pauses.map(({ from, to, because, seconds }) => (
        <li key={from}>
          <Instant at={from} as="dayAndTime" />{' '}
          {to ? (
            <>
              to <Instant at={to} as="dayAndTime" />
            </>
          ) : (
            'until it goes on'
          )}
          , {duration(seconds / 60)}: {reasonWords(because)}
        </li>
      ))}
    </ul>
  )
}

function Next({ told: { next } }: { told: Explanation }) {
  const { code, at, step } = next
  const words: Record<Explanation['next']['code'], string> = {
    at_risk: 'it is shown as at risk',
    due: 'it is due',
    warning: 'a warning',
    escalation: step ? `escalation, level ${step.level}` : 'an escalation',
    waits_for_resume: 'nothing until it goes on',
    overdue: 'nothing more; it is overdue',
    finished: 'nothing, it has ended',
    never_due: 'nothing; no date can be told',
  }
  return (
    <span>
      {at && (
        <>
          <Instant at={at} as="dayAndTime" />:{' '}
        </>
      )}
      {words[code]}
      {step && `${code === 'due' ? '; missed, it ' : ', '}${toldWords(step)}`}
    </span>
  )
}

/** Warnings and escalations of the clock: what was done, and what comes when. */
export function ComingSteps({ told: { steps } }: { told: Explanation }) {
  const shown = steps.filter(({ state }) => state !== 'cancelled')
  if (shown.length === 0) return null
  return (
    <section className={own.steps} aria-label="Warnings and escalation">
      <h3>Warnings and escalation</h3>
      <ol>
        {shown.map((step) => (
          <li key={step.key} data-state={step.state}>
            <span>{stepWords(step)}</span>
            <span>
              <When step={step} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function When({ step: { state, at, takenAt } }: { step: StepView }) {
  if (state === 'taken')
    return (
      <>
        done <Instant at={takenAt ?? at!} as="dayAndTime" />
      </>
    )
  return at ? <Instant at={at} as="dayAndTime" /> : <>waits</>
}
