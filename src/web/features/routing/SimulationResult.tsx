import type { routingContract } from '../../../features/routing/contract.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { useNow } from '../../ui/clock.ts'
import { IconCheck } from '../../ui/icons.ts'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { dayAndTime } from '../../ui/time.ts'
import { PersonFace } from '../people/PersonFace.tsx'
import { countedWords } from './queueWords.ts'
import styles from './routing.module.css'
import { askedSkills, triedWords } from './ruleWords.ts'

type Result = ResultOf<(typeof routingContract)['simulate']>

/** The answer: whom, the rules that were tried, and everybody who was considered. */
export function SimulationResult({ result, names }: { result: Result; names: ReadonlyMap<string, string> }) {
  const { winner, queue, mode, because, ahead, countsBy, tried, rule, skills, considered } = result
  const now = useNow()
  const unmet = considered.find(({ person }) => person.id === winner?.id)?.unmet ?? []
  return (
    <>
      <div className={styles.winner}>
        {winner && <PersonFace id={winner.id} name={winner.name} size={36} />}
        <p>
          <b>{winner ? winner.name : mode === 'pull' ? 'Whoever takes it' : 'Nobody yet'}</b>
          <span>
            {winner && (mode === 'offer' ? 'by offer: ' : 'at once: ')}
            {because.join('; ')}
          </span>
          {unmet.length > 0 && (
            <span data-unmet data-tone={unmet.some((each) => each.includes('given up')) ? 'risk' : undefined}>
              Not met: {unmet.join(', ')}
            </span>
          )}
        </p>
      </div>
      {!winner && ahead.length > 0 && (
        <ul className={styles.ahead}>
          {ahead.map(({ at, text }) => (
            <li key={text}>
              {dayAndTime(new Date(at), now)}: {text}
            </li>
          ))}
          {countsBy && <li>{countedWords(countsBy)}</li>}
        </ul>
      )}
      <h3 className={studio.label}>Rules tried</h3>
      <ol className={styles.tried}>
        {tried.map(({ id, place, matched, conditions }) => (
          <li key={id} data-hit={matched || undefined}>
            <span className="num">{place}</span>
            <span>{triedWords(conditions, names)}</span>
            {matched && <IconCheck size={15} stroke={2} aria-label="matches" />}
          </li>
        ))}
        <li data-hit={!rule || undefined}>
          <span />
          <span>
            {rule ? rule.name : 'no rule: by its mailbox, its type or the default'}, to {queue.name}
          </span>
        </li>
      </ol>
      <h3 className={studio.label}>
        Candidates <span>{skills.length > 0 ? `it asks for ${askedSkills(skills)}` : 'it asks for no skill'}</span>
      </h3>
      {considered.length === 0 ? (
        <p className={studio.sub}>{queue.name} has no members.</p>
      ) : (
        <table className={`${table.table} ${styles.candidates}`}>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Room</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {considered.map(({ person, eligible, excluded, spare, capacity, has }) => {
              const won = person.id === winner?.id
              return (
                <tr key={person.id} data-out={!eligible || undefined} data-won={won || undefined}>
                  <td>
                    <span className={studio.person}>
                      <PersonFace id={person.id} name={person.name} size={18} />
                      <b>{person.name}</b>
                    </span>
                    {has.length > 0 && <small>{has.join(', ')}</small>}
                  </td>
                  <td className="num">{spare > 0 ? `${spare} of ${capacity}` : 'none'}</td>
                  <td>{won ? 'gets it' : eligible ? 'could take it' : excluded.join(', ')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </>
  )
}
