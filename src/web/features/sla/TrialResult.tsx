import type { PolicyTrial, Tried } from '../../../features/sla/contract/trial.ts'
import { useNow } from '../../ui/clock.ts'
import { IconCheck, IconX } from '../../ui/icons.ts'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { dayAndTime } from '../../ui/time.ts'
import { metricName, secondsText } from './metrics.ts'
import styles from './trial.module.css'
import { checkedWords, hoursWords, outcomeWords } from './trialWords.ts'

/** The policy, when its clocks would be due, and every policy that was tried before and after it. */
export function TrialResult({ trial, names }: { trial: PolicyTrial; names: ReadonlyMap<string, string> }) {
  const { policy, holds, tried, clocks } = trial
  return (
    <>
      <p className={styles.taken}>
        <b>{policy ? policy.name : 'No policy'}</b>
        <span>
          {policy
            ? `${policy.version === null ? 'as it is drawn' : `version ${policy.version}`}, priority ${trial.priority}`
            : 'none applies, so no clock runs'}
        </span>
        {trial.case && (
          <span>
            <Lead to={`/cases/${trial.case.number}`}>{trial.case.number}</Lead> {trial.case.subject}
            {holds !== null && `; it stays on version ${holds} until open cases follow`}
          </span>
        )}
      </p>
      {policy && clocks.length === 0 && (
        <p className={studio.sub}>{trial.case ? 'No clock of it runs.' : 'It has no target at this priority.'}</p>
      )}
      {clocks.length > 0 && (
        <>
          <h3 className={studio.label}>Due</h3>
          <ul className={styles.dues}>
            {clocks.map((clock) => (
              <Due key={`${clock.metric} ${clock.milestone}`} clock={clock} />
            ))}
          </ul>
        </>
      )}
      <h3 className={studio.label}>Policies in their order</h3>
      <ol className={styles.tried}>
        {tried.map((each) => (
          <TriedPolicy key={each.id} tried={each} names={names} />
        ))}
      </ol>
    </>
  )
}

function Due({ clock }: { clock: PolicyTrial['clocks'][number] }) {
  const { metric, milestone, state, targetSeconds, pinned, dueBefore, dueAfter } = clock
  const now = useNow()
  const told = (at: string | null) =>
    at ? dayAndTime(new Date(at), now) : state === 'paused' ? 'paused' : 'no due date'
  return (
    <li>
      <b>{milestone ?? metricName(metric)}</b>
      <span className="num">
        {dueBefore && dueBefore !== dueAfter && <s>{told(dueBefore)}</s>} {told(dueAfter)}
      </span>
      <small>
        {secondsText(targetSeconds)}; {hoursWords(clock)}
        {pinned && '; set by hand'}
      </small>
    </li>
  )
}

function TriedPolicy({ tried, names }: { tried: Tried; names: ReadonlyMap<string, string> }) {
  const { place, name, outcome, conditions } = tried
  return (
    <li data-outcome={outcome}>
      <p>
        <span className="num">{place}</span>
        <b>{name}</b>
        <span>{outcomeWords(tried)}</span>
      </p>
      {outcome !== 'behind' && outcome !== 'off' && (
        <ul>
          {conditions.length === 0 && <li>applies to every case</li>}
          {conditions.map((condition, at) => (
            <li key={at} data-held={condition.held ?? undefined}>
              {condition.held === null ? null : condition.held ? (
                <IconCheck size={13} stroke={2} aria-label="holds" />
              ) : (
                <IconX size={13} stroke={2} aria-label="does not hold" />
              )}
              <span>{checkedWords(condition, names)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
