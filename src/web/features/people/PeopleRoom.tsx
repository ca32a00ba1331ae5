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
import { RowName, Table } from '../../ui/Table.tsx'
import { dayMonth } from '../../ui/time.ts'
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
  const close = () => setQuery({ sheet: null, person: null, part: null })
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
    [each.name, each.email, each.title, roleName(each), ...each.teams.map((team) => team.name)].join(' ')
  return words ? people.filter((each) => textOf(each).toLowerCase().includes(words)) : people
}

interface TableProps {
  people: Person[]
  mayOpen: (id: string) => boolean
  onOpen: (id: string) => void
}

function PeopleTable({ people, mayOpen, onOpen }: TableProps) {
  const now = useNow()
  if (people.length === 0)
    return <Empty title="Nobody matches">The search looks at name, address, role and team.</Empty>
  return (
    <Table
      rows={people}
      keyOf={({ id }) => id}
      isPast={({ deactivatedAt }) => deactivatedAt !== null}
      columns={[
        {
          name: 'Name',
          cell: ({ id, name, title, email }) => (
            <span className={studio.person}>
              <PersonFace id={id} name={name} size={24} />
              <span>
                <RowName onOpen={mayOpen(id) ? () => onOpen(id) : null}>{name}</RowName>
                <small>{title ?? email}</small>
              </span>
            </span>
          ),
        },
        {
          name: 'Role',
          cell: (person) => (
            <>
              {roleName(person)}
              {person.seesRestricted && <small>sees restricted cases</small>}
            </>
          ),
        },
        {
          name: 'Teams',
          wide: true,
          cell: ({ teams, manager }) => (
            <>
              {teams.map(({ name }) => name).join(', ')}
              {manager && <small>reports to {manager.name}</small>}
            </>
          ),
        },
        {
          name: 'Skills',
          wide: true,
          cell: ({ skills }) =>
            skills
              .filter(({ expired }) => !expired)
              .map(({ name, level }) => `${name} ${level}`)
              .join(', '),
        },
        {
          name: 'Load',
          right: true,
          cell: ({ load, capacity }) => (capacity > 0 ? `${load} of ${capacity}` : 'takes none'),
        },
        { name: 'Now', right: true, wide: true, cell: (person) => nowOf(person, now) },
      ]}
    />
  )
}

function nowOf(person: Person, now: Date): string {
  if (person.deactivatedAt) return `left ${dayMonth(new Date(person.deactivatedAt), now)}`
  if (person.invited && !person.demo) return invitedSaid(person, now)
  return standingOf(person, now).said ?? (person.demo ? 'demo colleague' : 'available')
}
