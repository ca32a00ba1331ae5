import { Button, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { counted } from '../../ui/amounts.ts'
import form from '../../ui/form.module.css'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import { useFamilyAct } from '../families/queries.ts'
import { recipientsQuery } from './queries.ts'
import styles from './relations.module.css'
import { hiddenWords } from './words.ts'

const nameOf = (language: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language

/** One update to everybody whom a problem concerns; whom it reaches stands beside it before anything is sent. */
export function TellSheet({ found, number, onClose, onTold }: Props) {
  const { data, error } = useQuery(recipientsQuery(number))
  // Many letters take longer to think better of.
  const undoSeconds = Math.min(60, 2 * useMe().undoSeconds)
  const [text, setText] = useState('')
  const [inLanguages, setInLanguages] = useState<Record<string, string>>({})
  const tell = useFamilyAct(() => {
    const translated = Object.entries(inLanguages).filter(([, said]) => said.trim() !== '')
    return api.relations.tellIncidents({
      params: { id: found.id },
      body: {
        text,
        inLanguages: Object.fromEntries(translated),
        recipients: data?.recipients.length ?? 0,
        undoSeconds,
      },
    })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    tell.mutate(undefined, { onSuccess: onTold })
  }
  const recipients = data?.recipients ?? []
  const spoken = [...new Set(recipients.flatMap(({ language }) => language?.split('-')[0] ?? []))].sort()
  const free = spoken.filter((language) => !(language in inLanguages))
  return (
    <Sheet title="Tell all customers" onClose={onClose} size={920}>
      <form className={styles.tell} onSubmit={submit}>
        <div className={styles.columns}>
          <div className={styles.letters}>
            <Textarea
              label="What they read"
              description="As a reply in your name on the case of each."
              autosize
              minRows={7}
              maxRows={16}
              data-autofocus
              classNames={{ input: styles.letter! }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {Object.entries(inLanguages).map(([language, said]) => (
              <Textarea
                key={language}
                label={`For those who read ${nameOf(language)}`}
                autosize
                minRows={4}
                classNames={{ input: styles.letter! }}
                value={said}
                onChange={(event) => setInLanguages({ ...inLanguages, [language]: event.currentTarget.value })}
              />
            ))}
            {free.length > 0 && (
              <Select
                size="xs"
                w={230}
                aria-label="The same in another language"
                placeholder="The same in another language"
                value={null}
                data={free.map((language) => ({ value: language, label: nameOf(language) }))}
                onChange={(language) => language && setInLanguages({ ...inLanguages, [language]: '' })}
              />
            )}
          </div>
          <aside className={styles.reach} aria-label="Whom it reaches">
            {error ? <p role="alert">{wordsOf(error)}</p> : !data && <LinesSkeleton label="Looking" lines={5} />}
            {data && (
              <>
                <h3>{counted(recipients.length, 'customer')}, one message each</h3>
                <ul>
                  {recipients.map(({ email, name, case: { number: on }, also, language }) => (
                    <li key={email}>
                      <b>{name || email}</b>
                      <small>
                        {[
                          `on ${on}`,
                          also.length > 0 && `for ${also.join(', ')} too`,
                          language && nameOf(language.split('-')[0]!),
                        ]
                          .filter(Boolean)
                          .join(', ')}
                      </small>
                    </li>
                  ))}
                </ul>
                {data.leftOut.length + data.hidden > 0 && (
                  <>
                    <h3>Left out</h3>
                    <ul>
                      {data.leftOut.map(({ case: { id, number: out }, because }) => (
                        <li key={id}>
                          <b>{out}</b>
                          <small>{because}</small>
                        </li>
                      ))}
                      {data.hidden > 0 && (
                        <li>
                          <b>{hiddenWords(data.hidden)}</b>
                          <small>you may not write there</small>
                        </li>
                      )}
                    </ul>
                  </>
                )}
              </>
            )}
          </aside>
        </div>
        {tell.error && (
          <p className={styles.problem} role="alert">
            {wordsOf(tell.error)}
          </p>
        )}
        <footer className={form.foot}>
          <span>
            {undoSeconds > 0 ? `For ${undoSeconds} seconds all of it can be taken back.` : 'It leaves at once.'}
          </span>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={tell.isPending} disabled={text.trim() === '' || recipients.length === 0}>
            Tell {counted(recipients.length, 'customer')}
          </Button>
        </footer>
      </form>
    </Sheet>
  )
}

interface Props {
  found: Case
  number: string
  onClose: () => void
  onTold: () => void
}
