import { Checkbox, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api } from '../../api.ts'
import { FindField } from '../../ui/FindField.tsx'
import { searchQuery } from '../search/queries.ts'
import { type CaseLine, lineOfRow, linesFound, nearestFirst } from './caseLines.ts'
import styles from './families.module.css'

interface Props {
  label: string
  /** The case that is asked about; it is never offered itself. */
  except: string
  account: { id: string; name: string } | null
  /** What the others are compared with: those of the same person and of a like subject come first. */
  like?: { subject: string; contactId: string | null }
  onPick: (number: string) => void
  /** Several may be chosen: these are. */
  picked?: ReadonlySet<string>
}

const typingMs = 150

/** Finds cases among those that the reader may see; before anything is typed it offers others of the same customer. */
export function CasePicker({ label, except, account, like, onPick, picked }: Props) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), typingMs)
  const list = useRef<HTMLUListElement>(null)
  const found = useQuery(searchQuery(q, 20)).data?.items ?? []
  const near = useQuery({
    queryKey: ['cases', 'near', account?.id ?? null],
    queryFn: () => api.cases.listCases({ query: { account: account!.id, sort: '-updated', limit: 25 } }),
    enabled: account !== null,
  }).data?.items
  const lines = q ? linesFound(found) : nearestFirst((near ?? []).map(lineOfRow), like)
  const offered = lines.filter(({ number }) => number !== except)
  const step = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button, input') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : Number.NaN
    if (Number.isNaN(to)) return
    event.preventDefault()
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from the field into its list and on
    <div className={styles.picker} onKeyDown={step}>
      <FindField label={label} placeholder="A number, or words of it" value={typed} onChange={setTyped} first />
      {offered.length > 0 ? (
        <>
          <h3>{q ? 'Found' : `Other cases of ${account?.name ?? 'this customer'}`}</h3>
          <ul ref={list} aria-label="Cases to choose from">
            {offered.map((line) => (
              <li key={line.number}>
                {picked ? (
                  <Checkbox
                    className={styles.pick!}
                    checked={picked.has(line.number)}
                    onChange={() => onPick(line.number)}
                    label={<Told line={line} />}
                  />
                ) : (
                  <UnstyledButton onClick={() => onPick(line.number)}>
                    <Told line={line} />
                  </UnstyledButton>
                )}
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

function Told({ line: { number, subject, about, standing, over } }: { line: CaseLine }) {
  return (
    <span className={styles.told} data-over={over || undefined}>
      <b>{subject}</b>
      <em>{standing}</em>
      <span>{[number, ...about].join(' · ')}</span>
    </span>
  )
}
