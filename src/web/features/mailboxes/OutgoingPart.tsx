import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Outgoing } from '../../../features/mailboxes/contract/outgoing.ts'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { fieldProblems, orNull, wordsOf } from '../../ui/forms.ts'
import { Known } from '../../ui/Known.tsx'
import { Facts } from '../../ui/Section.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { MailServerFields } from './MailServerFields.tsx'
import { type MailServerValues, securityNames } from './mail-server.ts'
import styles from './mailboxes.module.css'
import { bodyOfServer, serverPort, serverSecurities, serverValues } from './outgoing.ts'
import { outgoingQuery } from './queries.ts'

/** By which mail server answers leave, for the whole installation; tried by a mail to whoever sets it up. */
export function OutgoingPart({ mayEdit }: { mayEdit: boolean }) {
  const outgoing = useQuery(outgoingQuery)
  return (
    <Known query={outgoing} what="Outgoing mail" lines={4}>
      {(shown) =>
        shown.given || !mayEdit ? (
          <Given shown={shown} />
        ) : (
          <ServerForm key={JSON.stringify(shown.server)} shown={shown} />
        )
      }
    </Known>
  )
}

function Given({ shown: { server, given } }: { shown: Outgoing }) {
  if (!server) return <p className={studio.sub}>No outgoing server is set: answers stay on their case.</p>
  return (
    <>
      <Facts
        left
        rows={[
          ['Server', `${server.host}, port ${server.port}`],
          ['Encryption', securityNames[server.security]],
          ['User', server.user ?? 'none'],
        ]}
      />
      {given && <p className={studio.sub}>Set for the whole installation by CASEWARD_SMTP_OUT.</p>}
    </>
  )
}

function ServerForm({ shown }: { shown: Outgoing }) {
  const cache = useQueryClient()
  const [values, setValues] = useState<MailServerValues>(() => serverValues(shown.server))
  const keep = (next: Outgoing) => {
    cache.setQueryData(outgoingQuery.queryKey, next)
    void cache.invalidateQueries({ queryKey: meQuery.queryKey })
    void cache.invalidateQueries({ queryKey: ['waiting-letters'] })
  }
  const save = useMutation({
    mutationFn: () => api.outgoing.setOutgoing({ body: bodyOfServer(values) }),
    onSuccess: keep,
  })
  const test = useMutation({
    mutationFn: () => api.outgoing.testOutgoing({ body: values.host.trim() ? { server: bodyOfServer(values) } : {} }),
  })
  const remove = useMutation({ mutationFn: () => api.outgoing.removeOutgoing({}), ...said, onSuccess: keep })
  const failed = save.error ?? test.error
  const problems = failed ? fieldProblems(failed) : null
  const field = (name: keyof MailServerValues) => ({
    value: values[name],
    error: problems?.[name] ?? problems?.[`server.${name}`],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((known) => ({ ...known, [name]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className={studio.fields}>
        <MailServerFields
          label="Outgoing server"
          placeholder="smtp.example.com"
          securities={serverSecurities}
          field={field}
          onSecurity={(security) => setValues((known) => ({ ...known, security, port: serverPort(security) }))}
          userPlaceholder="none"
          hasPassword={shown.server?.hasPassword ?? false}
        />
      </div>
      {failed && !problems && (
        <p className={studio.problem} role="alert">
          {wordsOf(failed)}
        </p>
      )}
      <div className={styles.acts}>
        <Button type="submit" disabled={orNull(values.host) === null} loading={save.isPending}>
          {shown.server ? 'Save' : 'Send from here'}
        </Button>
        <Button
          variant="default"
          disabled={orNull(values.host) === null}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send me a test mail
        </Button>
        {shown.server && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            Send no more
          </Button>
        )}
      </div>
      <p className={styles.outcome} role="status" data-ok={test.data?.ok}>
        {test.isPending ? 'Signing in and sending…' : test.data?.said}
      </p>
    </form>
  )
}
