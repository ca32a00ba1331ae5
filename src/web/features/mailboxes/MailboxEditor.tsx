import { Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { Lead } from '../../ui/Section.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { ImapPart } from './ImapPart.tsx'
import { MailboxStanding } from './MailboxStanding.tsx'
import styles from './mailboxes.module.css'
import { mailboxesQuery } from './queries.ts'

interface Props {
  mailbox: Mailbox | null
  mayEdit: boolean
  others: ReactNode
}

const labels = {
  name: 'Name',
  address: 'Address',
  teamId: 'Team',
  typeId: 'Type',
  acknowledge: 'Say that it arrived',
  trustedHosts: 'Trusted mail servers',
}

/** One address: what becomes of its mail, how the mail gets here, and how that goes. */
export function MailboxEditor({ mailbox, mayEdit, others }: Props) {
  const formId = useId()
  const go = useGo()
  const cache = useQueryClient()
  const refresh = () => cache.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
  const { fields, submit, pending, problem, conflict, dirty } = useMailboxForm(mailbox, mayEdit, (saved) => {
    void refresh()
    go(`/studio/mailboxes?mailbox=${saved.id}`)
  })
  const rest = useMutation({
    mutationFn: (one: Mailbox) =>
      api.mailboxes.changeMailbox({ params: { id: one.id }, body: { version: one.version, disabled: !one.disabled } }),
    ...said,
    onSuccess: refresh,
  })
  const speak = useMutation({
    mutationFn: (one: Mailbox) =>
      api.mailboxes.changeMailbox({ params: { id: one.id }, body: { version: one.version, isDefault: true } }),
    ...said,
    onSuccess: refresh,
  })
  return (
    <>
      <RoomHead
        title={mailbox?.name ?? 'New address'}
        said={
          mailbox ? (
            <>
              {mailbox.disabled ? (
                <b>Takes no mail.</b>
              ) : (
                `What is written to ${mailbox.address} becomes a case, or joins one.`
              )}{' '}
              <Lead to={`/studio/mail?box=${mailbox.id}`}>See its mail.</Lead>
            </>
          ) : (
            'What is written to it becomes a case, or joins one. Once it is saved you choose how its mail gets here: fetched by IMAP, forwarded, or by an MX record.'
          )
        }
      >
        {mayEdit && mailbox && !mailbox.isDefault && !mailbox.disabled && (
          <Button variant="default" loading={speak.isPending} onClick={() => speak.mutate(mailbox)}>
            Send from here by default
          </Button>
        )}
        {mayEdit && mailbox && !mailbox.isDefault && (
          <Button variant="default" loading={rest.isPending} onClick={() => rest.mutate(mailbox)}>
            {mailbox.disabled ? 'Take mail again' : 'Take no more mail'}
          </Button>
        )}
        {mayEdit && (
          <Button type="submit" form={formId} loading={pending} disabled={mailbox !== null && !dirty}>
            {mailbox ? 'Save' : 'Accept mail here'}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-order data-side={mailbox ? true : undefined}>
        {others}
        <div className={studio.main}>
          <form id={formId} onSubmit={submit} noValidate>
            {problem && (
              <p className={studio.problem} role="alert">
                {problem}
              </p>
            )}
            <section className={`${studio.fields} ${styles.pairs}`} aria-label="Address">
              {fields}
            </section>
          </form>
          {mailbox && <ImapPart key={mailbox.id} mailbox={mailbox} mayEdit={mayEdit} />}
        </div>
        {mailbox && (
          <div className={studio.side}>
            <MailboxStanding mailbox={mailbox} />
          </div>
        )}
      </div>
      {conflict}
    </>
  )
}

function useMailboxForm(mailbox: Mailbox | null, mayEdit: boolean, onSaved: (saved: Mailbox) => void) {
  const teams = useQuery(teamsQuery).data?.items ?? []
  const types = useQuery(typesQuery).data?.items ?? []
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
    onSaved,
  })
  const field = (name: keyof typeof labels) => ({
    label: labels[name],
    disabled: !mayEdit,
    ...form.getInputProps(name),
  })
  const offered = types.filter(({ id, disabled }) => !disabled || id === mailbox?.type?.id)
  const fields = (
    <>
      <TextInput {...field('address')} type="email" />
      <TextInput {...field('name')} />
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
          ...offered.map(({ id, definition }) => ({ value: id, label: definition.name })),
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
        disabled={!mayEdit}
        wrapperProps={{ 'data-wide': true }}
        {...form.getInputProps('acknowledge', { type: 'checkbox' })}
      />
    </>
  )
  return { fields, submit, pending, problem, conflict, dirty: form.isDirty() }
}
