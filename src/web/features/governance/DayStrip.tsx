import { useQuery } from '@tanstack/react-query'
import type { GovernanceHistory } from '../../../features/governance/contract.ts'
import { violationKinds, violationWords } from '../../../features/governance/rules.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Hint } from '../../ui/Hint.tsx'
import { Section } from '../../ui/Section.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import styles from './governance.module.css'
import { historyDays, historyQuery } from './queries.ts'

type Day = GovernanceHistory['days'][number]

/** Each of the last days: whole, broken, or unknown because nothing was looked for. */
export function DayStrip() {
  const history = useQuery(historyQuery)
  return (
    <Section title={`The last ${historyDays} days`} level={2}>
      {history.isError && !history.data ? (
        <ErrorState title="The history could not be read" onRetry={() => void history.refetch()}>
          {wordsOf(history.error)}
        </ErrorState>
      ) : history.isPending ? (
        <LinesSkeleton label="Loading the history" />
      ) : (
        <Days days={history.data.days} />
      )}
    </Section>
  )
}

function Days({ days }: { days: Day[] }) {
  const checked = days.filter(({ checks }) => checks > 0)
  const whole = checked.filter((day) => standing(day) === 'whole').length
  const checks = checked.reduce((sum, day) => sum + day.checks, 0)
  return (
    <>
      <ol className={styles.days}>
        {days.map((day) => (
          <Hint key={day.day} label={saidOf(day)}>
            <li data-standing={standing(day)} aria-label={saidOf(day)} />
          </Hint>
        ))}
      </ol>
      <p className={styles.legend}>
        <span>{dayName(days[0]!.day)}</span>
        <span>
          {whole === checked.length ? 'whole on ' : `whole on ${whole.toLocaleString('en-GB')} of `}
          {counted(checked.length, 'day')} looked at, {counted(checks, 'check')}
          {checked.length < days.length && `; nothing is known of ${counted(days.length - checked.length, 'day')}`}
        </span>
        <span>today</span>
      </p>
    </>
  )
}

const standing = ({ checks, most }: Day): 'unknown' | 'whole' | 'broken' =>
  checks === 0 ? 'unknown' : violationKinds.some((kind) => most[kind] > 0) ? 'broken' : 'whole'

function saidOf(day: Day): string {
  const name = dayName(day.day)
  if (day.checks === 0) return `${name}: not looked for`
  const broken = violationKinds.filter((kind) => day.most[kind] > 0)
  if (broken.length === 0) return `${name}: nothing broken in ${counted(day.checks, 'check')}`
  return `${name}: ${broken.map((kind) => `${violationWords[kind].toLowerCase()}, at most ${day.most[kind]}`).join('; ')}`
}

const dayName = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day))
