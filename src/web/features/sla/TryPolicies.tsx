import { NativeSelect, SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseType } from '../../../features/casetypes/contract.ts'
import type { NewPolicy } from '../../../features/sla/contract/policies.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useQueryPart } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { RecordSelect } from '../cases/conditions/RecordSelect.tsx'
import { type Choice, useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { teamsQuery, typesQuery } from '../people/queries.ts'
import { priorities } from './metrics.ts'
import { TrialResult } from './TrialResult.tsx'
import styles from './trial.module.css'

const nothing = {
  of: 'imagined' as 'imagined' | 'real',
  case: '',
  typeId: '',
  priority: 'medium' as Priority,
  tier: '',
  accountId: '',
  contractId: '',
  teamId: '',
  productId: '',
  tags: [] as string[],
}
type Imagined = typeof nothing

/** What the server takes; null where it names no case yet. */
function bodyOf({ of, case: number, priority, tags, ...facts }: Imagined) {
  if (of === 'real') return number.trim() ? { case: number.trim() } : null
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''))
  return { priority, tags, ...said }
}

interface Props {
  /** What is being drawn, in the place of the policy that it replaces. */
  draft: { id: string | null; policy: NewPolicy } | null
}

/** Which policy a case would get, why, and when it would be due; nothing is changed by it. */
export function TryPolicies({ draft }: Props) {
  const chosen = useQueryPart('try') ?? ''
  const [asked, setAsked] = useState<Imagined>({ ...nothing, typeId: chosen })
  const types = useQuery(typesQuery).data?.items.filter(({ disabled }) => !disabled) ?? []
  const { choices, names } = useConditionChoices([])
  const about = bodyOf({ ...asked, typeId: asked.typeId || (types[0]?.id ?? '') })
  const [settled] = useDebouncedValue({ ...about, ...(draft && { draft }) }, 300)
  const body = about === null ? null : settled
  const answer = useQuery({
    queryKey: ['policies', 'trial', body],
    queryFn: () => api.sla.tryPolicies({ body: body! }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const put = (part: Partial<Imagined>) => setAsked({ ...asked, ...part })
  return (
    <section aria-label="Which policy would this case get?">
      <h2 className={studio.title}>Which policy would this case get?</h2>
      <p className={studio.sub}>{draft ? 'By the draft' : 'By the policies as they stand'}. Nothing is kept.</p>
      <SegmentedControl
        className={styles.which!}
        size="xs"
        aria-label="Which case"
        value={asked.of}
        onChange={(of) => put({ of: of as Imagined['of'] })}
        data={[
          { value: 'imagined', label: 'An imagined case' },
          { value: 'real', label: 'A case that is here' },
        ]}
      />
      {asked.of === 'real' ? (
        <TextInput
          mt={12}
          aria-label="Number of a case"
          placeholder="C-10482"
          value={asked.case}
          onChange={(event) => put({ case: event.currentTarget.value })}
        />
      ) : (
        <ImaginedFacts asked={asked} types={types} tiers={choices.tier ?? []} onChange={put} />
      )}
      <div aria-live="polite">
        {body === null ? null : answer.error ? (
          <p className={studio.problem}>{wordsOf(answer.error)}</p>
        ) : answer.data ? (
          <TrialResult trial={answer.data} names={names} />
        ) : (
          <LinesSkeleton label="Looking which policy it would get" lines={6} />
        )}
      </div>
    </section>
  )
}

interface FactsProps {
  asked: Imagined
  types: readonly CaseType[]
  tiers: readonly Choice[]
  onChange: (part: Partial<Imagined>) => void
}

/** What conditions look at most; the rest for who asks for more. */
function ImaginedFacts({ asked, types, tiers, onChange }: FactsProps) {
  const [more, setMore] = useState(false)
  const teams = useQuery(teamsQuery).data?.items ?? []
  const choose = (
    name: 'typeId' | 'priority' | 'tier' | 'teamId',
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <NativeSelect
      aria-label={label}
      value={asked[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data={data}
    />
  )
  const record = (
    of: 'account' | 'contract' | 'product',
    label: string,
    name: 'accountId' | 'contractId' | 'productId',
  ) => <RecordSelect of={of} label={label} value={asked[name]} onChange={(id) => onChange({ [name]: id })} />
  return (
    <>
      <div className={styles.facts}>
        {choose(
          'typeId',
          'Type',
          types.map(({ id, definition }) => ({ value: id, label: definition.name })),
        )}
        {choose(
          'priority',
          'Priority of the imagined case',
          priorities.map((value) => ({ value, label: `${value} priority` })),
        )}
        {choose('tier', 'Tier', [{ value: '', label: asked.accountId ? 'Tier of the customer' : 'No tier' }, ...tiers])}
        {record('contract', 'Contract', 'contractId')}
        {more && (
          <>
            {record('account', 'Customer', 'accountId')}
            {record('product', 'Product', 'productId')}
            {choose('teamId', 'Team', [
              { value: '', label: 'Team of its type' },
              ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ])}
            <TagsInput
              aria-label="Tags"
              placeholder={asked.tags.length === 0 ? 'tags' : ''}
              comboboxProps={{ shadow: 'none' }}
              value={asked.tags}
              onChange={(tags) => onChange({ tags })}
            />
          </>
        )}
      </div>
      <button type="button" className={studio.add} aria-expanded={more} onClick={() => setMore(!more)}>
        {more ? 'Less' : 'More: customer, product, team, tags'}
      </button>
    </>
  )
}
