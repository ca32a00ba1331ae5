import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import type { RoutingDecision } from '../../../features/routing/contract/decision.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Instant } from '../../ui/Instant.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import styles from '../../ui/why.module.css'
import { useCaseAct } from '../cases/queries.ts'
import { asOfThen } from '../cases/words.ts'
import { PersonFace } from '../people/PersonFace.tsx'
import { peopleQuery } from '../people/queries.ts'
import { useAlone } from '../people/useAlone.ts'
import { assigneesFor } from './assignees.ts'
import { countedWords } from './queueWords.ts'
import { without } from './room.ts'
import { askedSkills } from './ruleWords.ts'

/** The decision that gave the case its owner, everyone considered with the reason, and the way to choose better. */
export function WhyOwner({ found, number }: { found: Case; number: string }) {
  const decisions = useQuery({
    queryKey: ['case', number, 'routing'],
    queryFn: () => api.routing.getRouting({ params: { id: number } }),
  })
  const latest = decisions.data?.items[0]
  // What led to its waiting as it waits now: in its own words, and each thing to come on a line.
  const waits = decisions.data?.waiting && latest && !latest.winner ? latest : null
  // Only the decision with which it came tells by which rule; those after it look at the same queue again.
  const rule = decisions.data?.items.find((each) => each.rule && each.queue?.id === latest?.queue?.id)?.rule
  const alone = useAlone()
  const assigns = useMe().rights.includes('cases.assign')
  if (alone && found.owner) return <p className={styles.lead}>You work alone, so what comes in is yours.</p>
  const byHand = found.owner && latest?.winner?.id !== found.owner.id
  return (
    <>
      {decisions.isError ? (
        <ErrorState title="The decision could not be read" onRetry={() => void decisions.refetch()}>
          Nothing was changed.
        </ErrorState>
      ) : !decisions.data ? (
        <div className={styles.lead}>
          <LinesSkeleton label="Loading the decision" lines={3} />
        </div>
      ) : (
        <>
          {byHand && (
            <p className={styles.lead}>
              <b>{found.owner!.name}</b>
              {found.ownerBecause ? `: ${asOfThen(found.ownerBecause)}` : ' was chosen by hand'}
              {found.ownerSince && (
                <>
                  , since <Instant at={found.ownerSince} />
                </>
              )}
              .
            </p>
          )}
          {decisions.data.waiting && (
            <p className={styles.lead}>
              <b>Nobody has it yet</b>: {sentence(waits?.because ?? [decisions.data.waiting.because])}
              {waits && (
                <span className={styles.at}>
                  {' '}
                  Decided <Instant at={waits.at} />.
                </span>
              )}
            </p>
          )}
          {waits && waits.ahead.length > 0 && (
            <ul className={styles.ahead} aria-label="What comes when">
              {waits.ahead.map(({ at, text }) => (
                <li key={`${at} ${text}`}>
                  {text} <Instant at={at} />
                </li>
              ))}
              {decisions.data.waiting?.countsBy && <li>{countedWords(decisions.data.waiting.countsBy)}</li>}
            </ul>
          )}
          {rule && (
            <p className={styles.lead}>
              Came here by rule {rule.place}, <b>{rule.name}</b>.
            </p>
          )}
          {latest ? (
            <Decision decision={latest} isSaid={waits !== null} isEarlier={byHand === true} />
          ) : (
            !byHand && <p className={styles.lead}>No routing decision yet.</p>
          )}
        </>
      )}
      {found.can.work && assigns && !(alone && found.owner) && <Assign found={found} number={number} />}
    </>
  )
}

const sentence = (because: readonly string[]): string => asOfThen(`${because.join('; ').replace(/\.$/, '')}.`)
const asBegun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

interface DecisionProps {
  decision: RoutingDecision
  /** Why stands above already. */
  isSaid: boolean
  /** Somebody else has it by now. */
  isEarlier: boolean
}

function Decision({ decision, isSaid, isEarlier }: DecisionProps) {
  return (
    <>
      {decision.skills.length > 0 && <p className={styles.lead}>It asks for {askedSkills(decision.skills)}.</p>}
      {!isSaid && (
        <p className={styles.lead}>
          {isEarlier && decision.winner ? (
            <>
              Before that routing chose <b>{decision.winner.name}</b>: {sentence(decision.because)}
            </>
          ) : (
            asBegun(sentence(decision.because))
          )}{' '}
          <span className={styles.at}>
            Decided <Instant at={decision.at} />.
          </span>
        </p>
      )}
      {decision.considered.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Candidate</th>
              <th scope="col">Room</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {decision.considered.map(({ person, eligible, excluded, spare, capacity, has, unmet }) => {
              const won = person.id === decision.winner?.id
              return (
                <tr key={person.id} data-out={!eligible || undefined} data-won={won || undefined}>
                  <td>
                    <span className={styles.person}>
                      <PersonFace id={person.id} name={person.name} size={18} />
                      {person.name}
                    </span>
                    {has.length > 0 && <small>{has.join(', ')}</small>}
                  </td>
                  <td className="num">{spare > 0 ? `${spare} of ${capacity}` : 'none'}</td>
                  <td>
                    {won
                      ? [decision.offered ? 'it was offered to' : 'chosen', ...without(unmet)].join(', ')
                      : eligible
                        ? 'eligible'
                        : excluded.join(', ')}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </>
  )
}

function Assign({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const me = useMe()
  const now = useNow()
  const people = useQuery(peopleQuery).data?.items ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const assign = useCaseAct(number, (ownerId: string) =>
    api.cases.assignCase({ params: { id: found.id }, body: { version: found.version, ownerId } }),
  )
  const mine = people.find(({ id }) => id === me.id)
  const mayTake = found.owner?.id !== me.id && mine !== undefined && isAssignable(mine.role)
  return (
    <footer className={styles.foot}>
      {mayTake && (
        <Button
          variant={found.owner ? 'default' : 'filled'}
          loading={assign.isPending && assign.variables === me.id}
          onClick={() => assign.mutate(me.id, { ...said, onSuccess: () => setQuery({ why: null }) })}
        >
          I take it
        </Button>
      )}
      <Select
        className={styles.whom!}
        size="xs"
        aria-label="Assign to"
        placeholder="Someone else…"
        searchable
        nothingFoundMessage="Nobody of that name takes cases"
        comboboxProps={{ withinPortal: false, shadow: 'none', position: 'top-start' }}
        maxDropdownHeight={260}
        value={chosen}
        onChange={setChosen}
        data={assigneesFor({ people, ownerId: found.owner?.id ?? null, me, team: found.team, now })}
      />
      <Button
        variant="default"
        disabled={!chosen}
        loading={assign.isPending && assign.variables !== me.id}
        onClick={() => assign.mutate(chosen!, { ...said, onSuccess: () => setQuery({ why: null }) })}
      >
        Assign
      </Button>
    </footer>
  )
}
