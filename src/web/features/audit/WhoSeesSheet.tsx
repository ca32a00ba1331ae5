import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseReaders } from '../../../features/audit/contract.ts'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { counted } from '../../ui/amounts.ts'
import { Known } from '../../ui/Known.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import { useCaseAct } from '../cases/queries.ts'
import { PersonFace } from '../people/PersonFace.tsx'
import { roleName } from '../people/roles.ts'
import styles from './whosees.module.css'

/** Who sees this case and why, and what of a person chosen decides it. */
export function WhoSeesSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const me = useMe()
  const readers = useQuery({
    queryKey: ['case', number, 'readers', found.version],
    queryFn: () => api.audit.whoSees({ params: { id: found.id }, query: {} }),
  })
  return (
    <Sheet title={`Who sees ${number}`} onClose={onClose} size={560}>
      <div className={styles.who}>
        <Known query={readers} what="Who sees it">
          {(known) => (
            <>
              <Answer readers={known} />
              {me.rights.includes('cases.restrict') && (
                <Restriction subject={known.case} found={found} number={number} />
              )}
            </>
          )}
        </Known>
      </div>
    </Sheet>
  )
}

function Answer({ readers: { case: subject, people } }: { readers: CaseReaders }) {
  const [asked, setAsked] = useState<string | null>(null)
  const person = people.find(({ id }) => id === asked)
  const seeing = people.filter(({ sees }) => sees)
  // Where everybody sees it for the same reason, a list of everybody says less than the reason.
  const reasons = [...new Set(seeing.map(({ because }) => because))]
  return (
    <>
      <p>{sentenceOf(subject, seeing.length, people.length)}</p>
      {people.length > 1 && (
        <Select
          label="Can somebody see it?"
          placeholder="Choose a colleague"
          searchable
          clearable
          value={asked}
          onChange={setAsked}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {person && (
        <p role="status" className={styles.verdict} data-sees={person.sees || undefined}>
          <b>{person.sees ? 'Yes' : 'No'}</b>: {person.because}.
        </p>
      )}
      {reasons.map((because) => {
        const group = seeing.filter((each) => each.because === because)
        return (
          <section key={because} aria-label={because}>
            <h3>{because[0]!.toUpperCase() + because.slice(1)}</h3>
            <ul>
              {group.map(({ id, name, ...held }) => (
                <li key={id}>
                  <PersonFace id={id} name={name} size={22} />
                  <span>{name}</span>
                  <small>{roleName(held)}</small>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function sentenceOf(
  { restricted, restrictedItself, closedTeam }: CaseReaders['case'],
  seeing: number,
  all: number,
): string {
  const many =
    seeing === all
      ? all === 1
        ? 'You see it.'
        : 'Everybody sees it.'
      : `${counted(seeing, 'person', 'people')} of ${all} see it.`
  if (closedTeam) {
    const itself = restrictedItself ? ' It is also restricted by itself, and stays so when the team opens.' : ''
    return `${many} ${closedTeam.name} is a closed team: its members, its owner and its watchers see it, and who may see restricted cases.${itself}`
  }
  if (restricted)
    return `${many} It is restricted: its team, its owner and its watchers see it, and who may see restricted cases.`
  return `${many} It is not restricted.`
}

/** Restricts the case by itself, or lifts that, where one reads who would see it. */
function Restriction({ subject, found, number }: { subject: CaseReaders['case']; found: Case; number: string }) {
  const { restrictedItself, closedTeam } = subject
  const change = useCaseAct(number, (restricted: boolean) =>
    api.cases.changeCase({ params: { id: found.id }, body: { version: found.version, restricted } }),
  )
  return (
    <section className={styles.restriction} aria-label="Restriction">
      <p>{restrictionSaid(subject, found.team.name)}</p>
      <Button
        variant="default"
        size="xs"
        loading={change.isPending}
        onClick={() => change.mutate(!restrictedItself, said)}
      >
        {restrictedItself ? 'Lift its restriction' : closedTeam ? 'Restrict it by itself too' : 'Restrict it'}
      </Button>
    </section>
  )
}

function restrictionSaid({ restrictedItself, closedTeam }: CaseReaders['case'], team: string): string {
  if (restrictedItself) {
    return closedTeam
      ? `Lifted, it is restricted by ${closedTeam.name} alone: everybody sees it once that team opens.`
      : 'Lifted, everybody whose role reads cases sees it.'
  }
  return closedTeam
    ? `It is restricted by its team alone. By itself as well, it stays so when ${closedTeam.name} opens.`
    : `Restricted, it is seen by ${team}, its owner and its watchers, and by who may see restricted cases.`
}
