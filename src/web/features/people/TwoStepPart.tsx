import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Me } from '../../../features/people/contract.ts'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { wordsOf } from '../../ui/forms.ts'
import { said } from '../../ui/said.ts'
import styles from './people.module.css'

/** A second step at sign-in: a code from an app that only this person has. */
export function TwoStepPart({ me }: { me: Me }) {
  const begin = useMutation({ mutationFn: () => api.people.beginTotp({}), ...said })
  const [ending, setEnding] = useState(false)
  return (
    <section aria-label="Two-step sign-in">
      <h2>Two-step sign-in</h2>
      {me.totp ? (
        <>
          <p>On. After the password you are asked for a code from your authenticator app.</p>
          {ending ? (
            <CodeForm act="Switch it off" save={(code) => api.people.removeTotp({ body: { code } })} />
          ) : (
            <Button variant="default" onClick={() => setEnding(true)}>
              Switch it off…
            </Button>
          )}
        </>
      ) : begin.data ? (
        <div className={styles.code}>
          <img src={begin.data.qr} alt="QR code for an authenticator app" width={176} height={176} />
          <div>
            <p>
              Scan this with an authenticator app, or type the key into it: <code>{begin.data.secret}</code>. Then enter
              the code that it shows. Nothing changes before that.
            </p>
            <CodeForm act="Switch it on" save={(code) => api.people.confirmTotp({ body: { code } })} />
          </div>
        </div>
      ) : (
        <>
          <p>Off. With it, a stolen password alone opens nothing.</p>
          <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
            Set it up
          </Button>
        </>
      )}
    </section>
  )
}

function CodeForm({ act, save }: { act: string; save: (code: string) => Promise<unknown> }) {
  const cache = useQueryClient()
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => save(code.replace(/\s/g, '')),
    onSuccess: () => cache.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.codeForm}>
      <TextInput
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        value={code}
        error={send.error ? wordsOf(send.error) : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!/^\d{3}\s?\d{3}$/.test(code.trim())} loading={send.isPending}>
        {act}
      </Button>
    </form>
  )
}
