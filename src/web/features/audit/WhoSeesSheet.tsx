import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseReaders } from '../../../features/audit/contract.ts'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { Known } from '../../ui/Known.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { PersonFace } from '../people/PersonFace.tsx'
import { roleName } from '../people/roles.ts'
import styles from './whosees.module.css'

/** Who sees this case and why, and what of a person chosen decides it. */
export function WhoSeesSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const readers = useQuery({
    queryKey: ['case', number, 'readers', found.version],
    queryFn: () => api.audit.whoSees({ params: { id: found.id }, query: {} }),
  })
  return (
    <Sheet title={`Who sees ${number}`} onClose={onClose} size={560}>
      <div className={styles.who}>
        <Known query={readers} what="Who sees it">
          {(known) => <Answer readers={known} />}
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

function sentenceOf({ restricted, closedTeam }: CaseReaders['case'], seeing: number, all: number): string {
  const many =
    seeing === all
      ? all === 1
        ? 'You see it.'
        : 'Everybody sees it.'
      : `${counted(seeing, 'person', 'people')} of ${all} see it.`
  if (closedTeam)
    return `${many} ${closedTeam.name} is a closed team: its members, its owner and its watchers see it, and who may see restricted cases.`
  if (restricted)
    return `${many} It is restricted: its team, its owner and its watchers see it, and who may see restricted cases.`
  return `${many} It is not restricted.`
}
