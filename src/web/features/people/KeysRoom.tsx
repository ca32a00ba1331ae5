import { Button, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ApiKey } from '../../../features/people/contract/organisation.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { OnceShown } from '../../ui/OnceShown.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import table from '../../ui/table.module.css'
import { keysQuery, rolesQuery } from './queries.ts'
import { choicesOf, roleName } from './roles.ts'

/** Keys with which other programs work here. */
export function KeysRoom() {
  const setQuery = useSetQuery()
  const making = useQueryPart('sheet') === 'new-key'
  const keys = useQuery(keysQuery)
  const [fresh, setFresh] = useState<{ name: string; key: string } | null>(null)
  return (
    <>
      <RoomHead title="API keys" said="Other programs work with them as bearer tokens, within the rights of a role.">
        <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ sheet: 'new-key' })}>
          New key
        </Button>
      </RoomHead>
      <RoomBody label="API keys">
        {fresh && (
          <OnceShown secret={fresh.key} onDone={() => setFresh(null)}>
            {`The key of ${fresh.name}. It is shown this once; only its fingerprint is kept.`}
          </OnceShown>
        )}
        <Known query={keys} what="The keys">
          {({ items }) => <KeyTable keys={items} />}
        </Known>
      </RoomBody>
      {making && (
        <NewKey
          onClose={() => setQuery({ sheet: null })}
          onMade={(made) => {
            setFresh(made)
            setQuery({ sheet: null })
          }}
        />
      )}
    </>
  )
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  if (keys.length === 0) {
    return (
      <Empty title="No keys yet">A web shop, a nightly export, a form of your own: each gets a key of its own.</Empty>
    )
  }
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Role</th>
          <th scope="col" data-wide>
            Made
          </th>
          <th scope="col" data-right data-wide>
            Last used
          </th>
          <th scope="col" data-right>
            <VisuallyHidden>End</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyLine key={key.id} one={key} />
        ))}
      </tbody>
    </table>
  )
}

function KeyLine({ one }: { one: ApiKey }) {
  const cache = useQueryClient()
  const [sure, setSure] = useState(false)
  const end = useMutation({
    mutationFn: () => api.people.endKey({ params: { id: one.id } }),
    ...said,
    onSuccess: () => cache.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  return (
    <tr>
      <td>
        <b>{one.name}</b>
        <small>ends in {one.hint}</small>
      </td>
      <td>{roleName(one)}</td>
      <td data-wide>
        <Instant at={one.createdAt} />
      </td>
      <td data-right data-wide>
        {one.lastUsedAt ? <Instant at={one.lastUsedAt} as="ago" /> : 'never'}
      </td>
      <td data-right>
        {sure ? (
          <Button size="compact-xs" color="red" loading={end.isPending} onClick={() => end.mutate()}>
            It stops working now
          </Button>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`End ${one.name}`}
            onClick={() => setSure(true)}
          >
            End
          </Button>
        )}
      </td>
    </tr>
  )
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (made: { name: string; key: string }) => void }) {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState('agent')
  const choices = choicesOf(useQuery(rolesQuery).data?.items)
  const make = useMutation({
    mutationFn: () => api.people.createKey({ body: { name: name.trim(), role } }),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: keysQuery.queryKey })
      onMade(made)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Sheet title="New key" onClose={onClose} size={480}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={make.error ? wordsOf(make.error) : null}
        pending={make.isPending}
        act="Make key"
        disabled={!name.trim()}
      >
        <TextInput
          label="For what"
          data-autofocus
          placeholder="Web shop"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          description={choices.find(({ value }) => value === role)?.said}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}
