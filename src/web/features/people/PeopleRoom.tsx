import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../features/people/contract/person.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { FindField } from '../../ui/FindField.tsx'
import { IconUserPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { OnceShown } from '../../ui/OnceShown.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { dayMonth } from '../../ui/time.ts'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { InviteSheet } from './InviteSheet.tsx'
import { LeavingSheet } from './LeavingSheet.tsx'
import { LedPersonSheet } from './LedPersonSheet.tsx'
import { PersonFace } from './PersonFace.tsx'
import { PersonSheet } from './PersonSheet.tsx'
import { everybodyQuery, teamsQuery } from './queries.ts'
import { roleName } from './roles.ts'
import { standingOf } from './standing.ts'

interface Link {
  name: string
  url: string
  mailed: boolean
}

/** Everybody who works here, what they may do and how much they carry. */
export function PeopleRoom() {
  const me = useMe()
  const setQuery = useSetQuery()
  const inviting = useQueryPart('sheet') === 'invite'
  const leaving = useQueryPart('sheet') === 'leave'
  const chosen = useQueryPart('person')
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const [link, setLink] = useState<Link | null>(null)
  const people = useQuery(everybodyQuery)
  const mayEdit = me.rights.includes('people.edit')
  const teams = useQuery(teamsQuery).data?.items ?? []
  const led = new Set(
    teams.filter(({ lead }) => lead.id === me.id).flatMap(({ members }) => members.map(({ id }) => id)),
  )
  const close = () => setQuery({ sheet: null, person: null })
  const person = people.data?.items.find((each) => each.id === chosen)
  const active = people.data?.items.filter((each) => !each.deactivatedAt) ?? []
  return (
    <>
      <RoomHead title="People" said={people.data && `${counted(active.length, 'person', 'people')} with access`}>
        {mayEdit && (
          <Button leftSection={<IconUserPlus size={15} stroke={1.8} />} onClick={() => setQuery({ sheet: 'invite' })}>
            Invite somebody
          </Button>
        )}
      </RoomHead>
      <RoomBody label="People">
        {link && (
          <OnceShown secret={link.url} onDone={() => setLink(null)}>
            {linkSaid(link)}
          </OnceShown>
        )}
        <Known query={people} what="People">
          {({ items }) => (
            <>
              <div className={studio.acts}>
                <FindField
                  label="Find somebody"
                  placeholder="Name, address, role or team"
                  value={typed}
                  onChange={setTyped}
                />
                {items.length > active.length && (
                  <Checkbox
                    label="Those who left too"
                    checked={all}
                    onChange={(event) => setAll(event.currentTarget.checked)}
                  />
                )}
              </div>
              <PeopleTable
                people={matching(all ? items : active, typed)}
                mayOpen={(id) => mayEdit || led.has(id)}
                onOpen={(id) => setQuery({ person: id })}
              />
            </>
          )}
        </Known>
      </RoomBody>
      {inviting && mayEdit && (
        <InviteSheet
          onClose={close}
          onInvited={(invited) => {
            const { name, invitation: url, mailed } = invited
            if (url) setLink({ name, url, mailed })
            close()
          }}
        />
      )}
      {person && !mayEdit && led.has(person.id) && <LedPersonSheet key={person.id} person={person} onClose={close} />}
      {person && mayEdit && leaving && <LeavingSheet person={person} onClose={close} />}
      {person && mayEdit && !leaving && (
        <PersonSheet
          key={person.id}
          person={person}
          onClose={close}
          onLink={({ invitation: url, mailed }) => {
            setLink({ name: person.name, url, mailed })
            close()
          }}
          onLeave={() => setQuery({ sheet: 'leave' })}
        />
      )}
    </>
  )
}

function linkSaid({ name, mailed }: Link): string {
  const works = 'It works once, within seven days, and is not shown again.'
  return mailed
    ? `The link is on its way to ${name} by mail. You may hand it on yourself as well. ${works}`
    : `No outgoing mail is set up here, so nothing was mailed: hand this link on to ${name} yourself. ${works}`
}

function invitedSaid({ openInvitation }: Person, now: Date): string {
  if (!openInvitation) return 'not invited'
  if (new Date(openInvitation.until) <= now) return 'invitation is over'
  return openInvitation.mail === 'failed' ? 'invited, mail failed' : 'invited'
}

function matching(people: Person[], typed: string): Person[] {
  const words = typed.trim().toLowerCase()
  const textOf = (each: Person) =>
    [each.name, each.email, each.title, roleName(each.role), ...each.teams.map((team) => team.name)].join(' ')
  return words ? people.filter((each) => textOf(each).toLowerCase().includes(words)) : people
}

interface TableProps {
  people: Person[]
  mayOpen: (id: string) => boolean
  onOpen: (id: string) => void
}

function PeopleTable({ people, mayOpen, onOpen }: TableProps) {
  const now = useNow()
  const keys = useRowKeys<HTMLTableElement>()
  if (people.length === 0)
    return <Empty title="Nobody matches">The search looks at name, address, role and team.</Empty>
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col" data-wide>
            Teams
          </th>
          <th scope="col" data-wide>
            Skills
          </th>
          <th scope="col" data-right>
            Load
          </th>
          <th scope="col" data-right data-wide>
            Now
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} data-past={person.deactivatedAt ? true : undefined}>
            <td>
              <span className={studio.person}>
                <PersonFace id={person.id} name={person.name} size={24} />
                <span>
                  {mayOpen(person.id) ? (
                    <button type="button" className={studio.open} data-row onClick={() => onOpen(person.id)}>
                      <b>{person.name}</b>
                    </button>
                  ) : (
                    <b>{person.name}</b>
                  )}
                  <small>{person.title ?? person.email}</small>
                </span>
              </span>
            </td>
            <td>
              {roleName(person.role)}
              {person.seesRestricted && <small>sees restricted cases</small>}
            </td>
            <td data-wide>
              {person.teams.map((team) => team.name).join(', ')}
              {person.manager && <small>reports to {person.manager.name}</small>}
            </td>
            <td data-wide>
              {person.skills
                .filter(({ expired }) => !expired)
                .map((skill) => `${skill.name} ${skill.level}`)
                .join(', ')}
            </td>
            <td data-right>{person.capacity > 0 ? `${person.load} of ${person.capacity}` : 'takes none'}</td>
            <td data-right data-wide>
              {nowOf(person, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function nowOf(person: Person, now: Date): string {
  if (person.deactivatedAt) return `left ${dayMonth(new Date(person.deactivatedAt), now)}`
  if (person.invited && !person.demo) return invitedSaid(person, now)
  return standingOf(person, now).said ?? (person.demo ? 'demo colleague' : 'available')
}
