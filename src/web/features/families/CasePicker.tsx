import { UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { FindField } from '../../ui/FindField.tsx'
import { searchQuery } from '../search/queries.ts'
import styles from './families.module.css'

interface Line {
  number: string
  subject: string
  about: string
}

interface Props {
  label: string
  /** The case that is asked about; it is never offered itself. */
  except: string
  account: { id: string; name: string } | null
  onPick: (number: string) => void
}

const typingMs = 150

/** Finds a case among those that the reader may see; before anything is typed it offers others of the same customer. */
export function CasePicker({ label, except, account, onPick }: Props) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), typingMs)
  const list = useRef<HTMLUListElement>(null)
  const found = useQuery(searchQuery(q, 20)).data?.items ?? []
  const near = useQuery({
    queryKey: ['cases', 'near', account?.id ?? null],
    queryFn: () => api.cases.listCases({ query: { account: account!.id, sort: '-updated', limit: 12 } }),
    enabled: account !== null,
  }).data?.items
  const lines: Line[] = q
    ? found.flatMap(({ kind, number, title, subtitle }) =>
        kind === 'case' && number ? [{ number, subject: title.replace(`${number} `, ''), about: subtitle }] : [],
      )
    : (near ?? []).map(({ number, subject, contact, stage }) => ({
        number,
        subject,
        about: [contact?.name, stage.label].filter(Boolean).join(', '),
      }))
  const offered = lines.filter(({ number }) => number !== except)
  const step = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : Number.NaN
    if (Number.isNaN(to)) return
    event.preventDefault()
    buttons[Math.min(Math.max(to, 0), buttons.length - 1)]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from the field into its list and on
    <div className={styles.picker} onKeyDown={step}>
      <FindField label={label} placeholder="A number, or words of it" value={typed} onChange={setTyped} first />
      {offered.length > 0 ? (
        <>
          <h3>{q ? 'Found' : `Other cases of ${account?.name ?? 'this customer'}`}</h3>
          <ul ref={list} aria-label="Cases to choose from">
            {offered.map(({ number, subject, about }) => (
              <li key={number}>
                <UnstyledButton onClick={() => onPick(number)}>
                  <b>{subject}</b>
                  <span>
                    {number}
                    {about && `, ${about.replace(`${number}, `, '')}`}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p role="status">
          {q
            ? `No other case that you may see is found for “${q}”.`
            : 'Type the number of the other case, or words of it.'}
        </p>
      )}
    </div>
  )
}
