import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Known } from '../../ui/Known.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { bodyOf, type ImapValues, imapSecurities, type ShownImap, usualPort, valuesOf } from './imap.ts'
import { MailServerFields } from './MailServerFields.tsx'
import styles from './mailboxes.module.css'
import { imapQuery } from './queries.ts'
import { TestSteps } from './TestSteps.tsx'

/** How the mail of an address is fetched from where it lies now. */
export function ImapPart({ mailbox, mayEdit }: { mailbox: Mailbox; mayEdit: boolean }) {
  const imap = useQuery(imapQuery(mailbox.id))
  return (
    <section className={styles.imap} aria-label="Fetching by IMAP">
      <h2 className={studio.title}>Fetched by IMAP</h2>
      <p className={studio.sub}>
        From the mailbox you have today. A mail is marked as read there once it is safely here; nothing is moved or
        deleted. Without it, mail comes in where your mail server forwards it to this program by SMTP, or by an MX
        record.
      </p>
      <Known query={imap} what="How it is fetched" lines={4}>
        {(shown) => <ImapForm key={JSON.stringify(shown.settings)} id={mailbox.id} shown={shown} mayEdit={mayEdit} />}
      </Known>
    </section>
  )
}

function ImapForm({ id, shown, mayEdit }: { id: string; shown: ShownImap; mayEdit: boolean }) {
  const cache = useQueryClient()
  const [values, setValues] = useState<ImapValues>(() => valuesOf(shown.settings))
  const keep = (next: ShownImap) => cache.setQueryData(imapQuery(id).queryKey, next)
  const save = useMutation({
    mutationFn: () => api.imap.setImap({ params: { id }, body: bodyOf(values) }),
    onSuccess: keep,
  })
  const test = useMutation({
    mutationFn: () => api.imap.testImap({ params: { id }, body: values.host.trim() ? { imap: bodyOf(values) } : {} }),
  })
  const stop = useMutation({
    mutationFn: () => api.imap.removeImap({ params: { id } }),
    ...said,
    onSuccess: () => cache.invalidateQueries({ queryKey: imapQuery(id).queryKey }),
  })
  const failed = save.error ?? test.error
  const problems = failed ? fieldProblems(failed) : null
  const field = (name: keyof ImapValues) => ({
    disabled: !mayEdit,
    value: values[name],
    error: problems?.[name] ?? problems?.[`imap.${name}`],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((known) => ({ ...known, [name]: value }))
    },
  })
  const ready = values.host.trim() !== '' && values.user.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className={studio.fields}>
        <MailServerFields
          label="Server"
          placeholder="imap.example.com"
          securities={imapSecurities}
          field={field}
          onSecurity={(security) => setValues((known) => ({ ...known, security, port: usualPort(security) }))}
          hasPassword={shown.hasPassword}
        />
        <TextInput label="Folder" {...field('folder')} />
      </div>
      {failed && !problems && (
        <p className={studio.problem} role="alert">
          {wordsOf(failed)}
        </p>
      )}
      {mayEdit && (
        <div className={styles.acts}>
          <Button type="submit" disabled={!ready} loading={save.isPending}>
            {shown.settings ? 'Save' : 'Fetch from here'}
          </Button>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            Try it
          </Button>
          {shown.settings && (
            <Button variant="subtle" color="gray" loading={stop.isPending} onClick={() => stop.mutate()}>
              Stop fetching
            </Button>
          )}
        </div>
      )}
      <div role="status">
        {test.isPending && <p className={studio.sub}>Trying each step…</p>}
        {test.data && !test.isPending && <TestSteps result={test.data} />}
      </div>
    </form>
  )
}
