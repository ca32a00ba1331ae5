import { Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { mailboxesQuery } from './queries.ts'

/** The addresses that mail comes in at, and where their cases go. */
export function MailboxesRoom() {
  const setQuery = useSetQuery()
  const chosen = useQueryPart('mailbox')
  const mailboxes = useQuery(mailboxesQuery)
  const mayEdit = useMe().rights.includes('settings.edit')
  const mailbox = mailboxes.data?.items.find((each) => each.id === chosen) ?? null
  return (
    <>
      <RoomHead title="Mailboxes" said="What is written to one of these addresses becomes a case, or joins one.">
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ mailbox: 'new' })}>
            New address
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Mailboxes">
        <Known query={mailboxes} what="The mailboxes" lines={4}>
          {({ items }) => <MailboxTable items={items} onOpen={mayEdit ? (id) => setQuery({ mailbox: id }) : null} />}
        </Known>
      </RoomBody>
      {mayEdit && (mailbox || chosen === 'new') && (
        <MailboxSheet key={chosen} mailbox={mailbox} onClose={() => setQuery({ mailbox: null })} />
      )}
    </>
  )
}

function MailboxTable({ items, onOpen }: { items: Mailbox[]; onOpen: ((id: string) => void) | null }) {
  const keys = useRowKeys<HTMLTableElement>()
  if (items.length === 0) return <Empty title="No address yet">Each address may lead to a team and a type.</Empty>
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">Goes to</th>
          <th scope="col" data-wide>
            Answers that it arrived
          </th>
          <th scope="col" data-right>
            Ledger
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((mailbox) => (
          <tr key={mailbox.id} data-past={mailbox.disabled ? true : undefined}>
            <td>
              {onOpen ? (
                <button type="button" className={studio.open} data-row onClick={() => onOpen(mailbox.id)}>
                  <b>{mailbox.address}</b>
                </button>
              ) : (
                <b>{mailbox.address}</b>
              )}
              <small>
                {[mailbox.name, mailbox.isDefault && 'works without any setting', mailbox.disabled && 'takes no mail']
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </td>
            <td>
              {mailbox.team?.name ?? 'the team of the type'}
              <small>{mailbox.type?.name ?? 'type by its words'}</small>
            </td>
            <td data-wide>{mailbox.acknowledge ? 'yes' : 'no'}</td>
            <td data-right>
              <Lead to={`/studio/mail?box=${mailbox.id}`}>its mail</Lead>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const labels = {
  name: 'Name',
  address: 'Address',
  teamId: 'Team',
  typeId: 'Type',
  acknowledge: 'Say that it arrived',
  trustedHosts: 'Trusted mail servers',
}

function MailboxSheet({ mailbox, onClose }: { mailbox: Mailbox | null; onClose: () => void }) {
  const cache = useQueryClient()
  const teams = useQuery(teamsQuery).data?.items ?? []
  const types = useQuery(typesQuery).data?.items ?? []
  const done = () => {
    void cache.invalidateQueries({ queryKey: ['mailboxes'] })
    onClose()
  }
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: mailbox?.address ?? 'The mailbox',
    record: mailbox,
    valuesOf: (known: Mailbox | null) => ({
      name: known?.name ?? '',
      address: known?.address ?? '',
      teamId: known?.team?.id ?? '',
      typeId: known?.type?.id ?? '',
      acknowledge: known?.acknowledge ?? true,
      trustedHosts: known?.trustedHosts ?? [],
    }),
    bodyOf: (values) => ({
      name: values.name.trim(),
      address: values.address.trim(),
      teamId: orNull(values.teamId),
      typeId: orNull(values.typeId),
      acknowledge: values.acknowledge,
      trustedHosts: values.trustedHosts,
    }),
    labels,
    validate: {
      name: (name) => (name.trim() ? null : 'A name that colleagues know it by'),
      address: (address) => (/^[^@\s]+@[^@\s]+$/.test(address.trim()) ? null : 'A mail address'),
    },
    create: (body) => api.mailboxes.createMailbox({ body }),
    change: ({ id }, body) => api.mailboxes.changeMailbox({ params: { id }, body }),
    onSaved: done,
  })
  const rest = useMutation({
    mutationFn: (one: Mailbox) =>
      api.mailboxes.changeMailbox({
        params: { id: one.id },
        body: { version: one.version, disabled: !one.disabled },
      }),
    ...said,
    onSuccess: done,
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  return (
    <Sheet title={mailbox?.address ?? 'New address'} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={mailbox ? 'Save' : 'Accept mail here'}
        note={
          mailbox && (
            <Button variant="subtle" color="gray" loading={rest.isPending} onClick={() => rest.mutate(mailbox)}>
              {mailbox.disabled ? 'Take mail again' : 'Take no more mail'}
            </Button>
          )
        }
      >
        <TextInput data-autofocus {...field('address')} type="email" />
        <TextInput {...field('name')} description="How colleagues call it" />
        <NativeSelect
          {...field('teamId')}
          data={[
            { value: '', label: 'The team of the type' },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          {...field('typeId')}
          data={[
            { value: '', label: 'By the words of the mail' },
            ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
          ]}
        />
        <TagsInput
          {...field('trustedHosts')}
          wrapperProps={{ 'data-wide': true }}
          description="Servers of yours whose word on who really sent a mail is believed"
        />
        <Checkbox
          label={labels.acknowledge}
          description="Once for each new case, never to machines"
          {...form.getInputProps('acknowledge', { type: 'checkbox' })}
        />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
