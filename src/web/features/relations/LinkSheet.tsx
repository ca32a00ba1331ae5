import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Link } from '../../../features/relations/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import form from '../../ui/form.module.css'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { CasePicker } from '../families/CasePicker.tsx'
import { useFamilyAct } from '../families/queries.ts'
import { familyQuery, suggestedQuery } from './queries.ts'
import styles from './relations.module.css'

const kinds: { value: Link; label: string }[] = [
  { value: 'related', label: 'is related' },
  { value: 'incident', label: 'is an incident of this problem' },
  { value: 'problem', label: 'is the problem behind this case' },
  { value: 'child', label: 'is a child of this case' },
  { value: 'parent', label: 'is the parent of this case' },
]

/** A case has one parent and one problem at most. */
const single = new Set<Link>(['problem', 'parent'])

/** Links other cases, several at once where that can be: what is ticked, as the kind that is chosen. */
export function LinkSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const setQuery = useSetQuery()
  const isProblem = Boolean(useQuery(familyQuery(number)).data?.impact)
  const [chosen, setChosen] = useState<Link | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const kind = chosen ?? (isProblem ? 'incident' : 'related')
  const link = useFamilyAct(async () => linkAll(found.id, kind, [...picked]))
  const toggle = (other: string) => {
    const next = new Set(single.has(kind) ? [...picked].filter((each) => each === other) : picked)
    if (!next.delete(other)) next.add(other)
    setPicked(next)
  }
  const refused = link.data?.refused ?? []
  const submit = () =>
    link.mutate(undefined, {
      onSuccess: ({ refused: none }) => {
        if (none.length === 0) setQuery({ sheet: 'family' })
        setPicked(new Set(none.map((each) => each.case)))
      },
    })
  return (
    <Sheet title={`Link cases with ${found.number}`} onClose={onClose} size={640}>
      <div className={styles.kind}>
        <NativeSelect
          label={single.has(kind) ? 'The other case' : 'Each of them'}
          value={kind}
          onChange={(event) => {
            setChosen(event.currentTarget.value as Link)
            setPicked(new Set())
          }}
          data={kinds}
        />
      </div>
      {(link.error || refused.length > 0) && (
        <p className={styles.problem} role="alert">
          {link.error ? wordsOf(link.error) : refused.map(({ because }) => because).join(' ')}
        </p>
      )}
      {kind === 'incident' && <Suggested number={number} picked={picked} onToggle={toggle} />}
      <CasePicker
        label="Which cases"
        except={found.number}
        account={found.account}
        like={{ subject: found.subject, contactId: found.contact?.id ?? null }}
        picked={picked}
        onPick={toggle}
      />
      <footer className={form.foot}>
        <span>{picked.size > 0 && [...picked].join(', ')}</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={picked.size === 0} loading={link.isPending} onClick={submit}>
          {picked.size === 0 ? 'Link' : `Link ${counted(picked.size, kind === 'incident' ? 'incident' : 'case')}`}
        </Button>
      </footer>
    </Sheet>
  )
}

interface Linked {
  refused: { case: string; because: string }[]
}

/** One after the other; what is refused is told with its reason, and the others are linked. */
async function linkAll(id: string, kind: Link, cases: string[]): Promise<Linked> {
  if (kind === 'incident') return api.relations.linkIncidents({ params: { id }, body: { cases } })
  const refused: Linked['refused'] = []
  for (const other of cases)
    await api.relations
      .linkCase({ params: { id }, body: { kind, case: other } })
      .catch((error: unknown) => refused.push({ case: other, because: `${other}: ${becauseOf(error)}` }))
  return { refused }
}

const becauseOf = (error: unknown): string =>
  String((error as { detail?: { because?: unknown } }).detail?.because ?? wordsOf(error))

interface SuggestedProps {
  number: string
  picked: ReadonlySet<string>
  onToggle: (number: string) => void
}

/** What may hang on the same problem, with what speaks for it. */
function Suggested({ number, picked, onToggle }: SuggestedProps) {
  const items = useQuery(suggestedQuery(number)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={styles.suggested} aria-label="Cases that may belong here">
      <h3>These may belong here</h3>
      <ul>
        {items.map(({ case: { id, number: each, subject }, account, because }) => (
          <li key={id}>
            <Checkbox
              checked={picked.has(each)}
              onChange={() => onToggle(each)}
              label={subject}
              description={[each, account?.name, because.join(', ')].filter(Boolean).join(' · ')}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
