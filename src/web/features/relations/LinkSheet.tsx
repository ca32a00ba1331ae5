import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Link } from '../../../features/relations/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
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

/** Links another case, or many at once as incidents. */
export function LinkSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const setQuery = useSetQuery()
  const isProblem = Boolean(useQuery(familyQuery(number)).data?.impact)
  const [chosen, setChosen] = useState<Link | null>(null)
  const kind = chosen ?? (isProblem ? 'incident' : 'related')
  const link = useFamilyAct((other: string) =>
    api.relations.linkCase({ params: { id: found.id }, body: { kind, case: other } }),
  )
  const done = { onSuccess: () => setQuery({ sheet: 'family' }) }
  return (
    <Sheet title={`Link a case with ${found.number}`} onClose={onClose} size={640}>
      <div className={styles.kind}>
        <NativeSelect
          label="The other case"
          value={kind}
          onChange={(event) => setChosen(event.currentTarget.value as Link)}
          data={kinds}
        />
      </div>
      {link.error && (
        <p className={styles.problem} role="alert">
          {becauseOf(link.error)}
        </p>
      )}
      <CasePicker
        label="Which case"
        except={found.number}
        account={found.account}
        onPick={(other) => link.mutate(other, done)}
      />
      {kind === 'incident' && <Suggested found={found} number={number} />}
    </Sheet>
  )
}

const becauseOf = (error: Error): string =>
  String((error as { detail?: { because?: unknown } }).detail?.because ?? wordsOf(error))

/** What may hang on the same problem; chosen ones are linked together. */
function Suggested({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const items = useQuery(suggestedQuery(number)).data?.items ?? []
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const link = useFamilyAct(() =>
    api.relations.linkIncidents({ params: { id: found.id }, body: { cases: [...picked] } }),
  )
  if (items.length === 0) return null
  const toggle = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    setPicked(next)
  }
  const refused = link.data?.refused ?? []
  return (
    <section className={styles.suggested} aria-label="Cases that may belong here">
      <h3>These may belong here</h3>
      <ul>
        {items.map(({ case: { id, number: each, subject }, account, because }) => (
          <li key={id}>
            <Checkbox
              checked={picked.has(id)}
              onChange={() => toggle(id)}
              label={subject}
              description={[each, account?.name, because.join(', ')].filter(Boolean).join(', ')}
            />
          </li>
        ))}
      </ul>
      {refused.length > 0 && (
        <p className={styles.problem} role="alert">
          {refused.map(({ because }) => because).join(' ')}
        </p>
      )}
      <Button
        disabled={picked.size === 0}
        loading={link.isPending}
        onClick={() =>
          link.mutate(undefined, {
            onSuccess: ({ refused: none }) => none.length === 0 && setQuery({ sheet: 'family' }),
          })
        }
      >
        Link {counted(picked.size, 'incident')}
      </Button>
    </section>
  )
}
