import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isWords, nameKey } from '../../../features/cases/rules/condition-words.ts'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import type { PolicyTrial } from '../../../features/sla/contract/trial.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { Known } from '../../ui/Known.tsx'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { metrics, secondsText } from './metrics.ts'
import { policiesQuery } from './queries.ts'
import styles from './trial.module.css'

interface Props {
  typeId: string
  priority: Priority
  /** The team that new cases go to, where one is chosen. */
  teamId: string
}

/** The service level that a case of a type gets where nothing else is known of it, and which other cases get first. */
export function TypePromise({ typeId, priority, teamId }: Props) {
  const body = { typeId, priority, tags: [], ...(teamId && { teamId }) }
  const trial = useQuery({
    queryKey: ['policies', 'trial', body],
    queryFn: () => api.sla.tryPolicies({ body }),
    placeholderData: keepPreviousData,
  })
  const policies = useQuery(policiesQuery).data?.items ?? []
  return (
    <section aria-label="Service level">
      <h2 className={studio.title}>Service level</h2>
      <p className={studio.sub}>By the policies as they stand, for a case of which nothing else is known.</p>
      <Known query={trial} what="The service level" lines={3}>
        {({ policy, tried }) => {
          const taken = policies.find(({ id }) => id === policy?.id)
          return (
            <>
              {taken ? <Taken policy={taken} priority={priority} /> : <p>No policy applies, so no clock runs.</p>}
              <p className={studio.sub}>
                <Lead to={`/studio/sla?try=${typeId}`}>Which policy would this case get?</Lead>
              </p>
              <First tried={tried} policies={policies} priority={priority} />
            </>
          )
        }}
      </Known>
    </section>
  )
}

function Taken({ policy: { id, name, targets }, priority }: { policy: ShownPolicy; priority: Priority }) {
  const promised = metrics.flatMap((each) => {
    const target = targets[priority]?.[each.metric]
    return target ? [{ ...each, target }] : []
  })
  return (
    <>
      <p className={styles.type}>
        <Lead strong to={`/studio/sla?policy=${id}`}>
          {name}
        </Lead>
        , priority {priority}
      </p>
      <ul className={styles.dues}>
        {promised.length === 0 && <li>It has no target at this priority.</li>}
        {promised.map(({ metric, name, target }) => (
          <li key={metric}>
            <b>{name}</b>
            <span className="num">{secondsText(target.seconds)}</span>
            <small>{target.time === 'business' ? 'in opening hours' : 'every hour counts'}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

interface FirstProps {
  tried: PolicyTrial['tried']
  policies: readonly ShownPolicy[]
  priority: Priority
}

/** Policies that are asked before the one that is taken, and look at more than its type and team. */
function First({ tried, policies, priority }: FirstProps) {
  const passed = tried.filter(
    ({ outcome, conditions }) =>
      outcome === 'passed' && !conditions.some(({ field, held }) => field === 'type' && held === false),
  )
  const { names } = useConditionChoices([])
  if (passed.length === 0) return null
  return (
    <>
      <h3 className={studio.label}>Asked before it</h3>
      <ul className={styles.dues}>
        {passed.map(({ id, name, conditions }) => (
          <li key={id}>
            <Lead to={`/studio/sla?policy=${id}`}>{name}</Lead>
            <small>
              when{' '}
              {conditions
                .filter(({ held }) => held !== true)
                .map(({ label, key, is, field, values }) =>
                  [(key && names.get(nameKey(key))) ?? label, isWords({ field, is }), values.join(' or ')].join(' '),
                )
                .join(' and ')}
            </small>
            <small>{lineOf(policies.find((each) => each.id === id)?.targets[priority] ?? {})}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

/** “First response 1 h, Next response 2 h”. */
const lineOf = (targets: NonNullable<ShownPolicy['targets'][Priority]>): string =>
  metrics
    .flatMap(({ metric, name }) => {
      const target = targets[metric]
      return target ? `${name} ${secondsText(target.seconds)}` : []
    })
    .join(', ') || 'No target at this priority'
