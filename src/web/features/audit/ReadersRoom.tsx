import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseReaders } from '../../../features/audit/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { Face } from '../../ui/Face.tsx'
import { wordsOf } from '../../ui/forms.ts'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { Table } from '../../ui/Table.tsx'
import { roleName } from '../people/roles.ts'

/** Who can see this case, and why? */
export function ReadersRoom() {
  const asked = useQueryPart('case') ?? ''
  const setQuery = useSetQuery()
  const [typed, setTyped] = useState(asked)
  const readers = useQuery({
    queryKey: ['readers', asked],
    queryFn: () => api.audit.caseReaders({ query: { case: asked } }),
    enabled: asked !== '',
    retry: false,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const plain = typed.trim()
    setQuery({ case: /^\d+$/.test(plain) ? `C-${plain}` : plain || null })
  }
  return (
    <>
      <RoomHead title="Who sees a case" said="A case is read by whoever may read cases; a restricted one by few." />
      <RoomBody label="Who sees a case">
        <form className={studio.acts} onSubmit={submit}>
          <TextInput
            aria-label="Number of the case"
            placeholder="Number, such as C-10482"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!typed.trim()}>
            Show
          </Button>
        </form>
        {asked === '' ? (
          <Empty title="Which case?">Everybody with access will stand here, with why they see it or why not.</Empty>
        ) : readers.error ? (
          readers.error instanceof ApiProblem && readers.error.code === 'not_found' ? (
            <Empty title={`No case ${asked}`}>It may be mistyped, or restricted to others than you.</Empty>
          ) : (
            <ErrorState title="This could not be read" onRetry={() => void readers.refetch()}>
              {wordsOf(readers.error)}
            </ErrorState>
          )
        ) : readers.data ? (
          <Readers readers={readers.data} />
        ) : (
          <LinesSkeleton label="Loading who sees it" />
        )}
      </RoomBody>
    </>
  )
}

function Readers({ readers: { case: subject, people } }: { readers: CaseReaders }) {
  const seeing = people.filter(({ sees }) => sees)
  const inOrder = [...seeing, ...people.filter(({ sees }) => !sees)]
  return (
    <section aria-label="Who sees it">
      <p className={studio.sub}>
        <Lead to={`/cases/${subject.number}`} strong>
          {subject.number}
        </Lead>{' '}
        {subject.subject}: {subject.restricted ? 'restricted, seen' : 'seen'} by{' '}
        {counted(seeing.length, 'person', 'people')} of {people.length}.
      </p>
      <Table
        rows={inOrder}
        keyOf={({ id }) => id}
        isPast={({ sees }) => !sees}
        columns={[
          {
            name: 'Name',
            cell: ({ name }) => (
              <span className={studio.person}>
                <Face name={name} size={24} />
                <b>{name}</b>
              </span>
            ),
          },
          { name: 'Role', wide: true, cell: roleName },
          { name: 'Sees it', cell: ({ sees }) => (sees ? 'yes' : 'no') },
          { name: 'Because', cell: ({ because }) => because },
        ]}
      />
    </section>
  )
}
