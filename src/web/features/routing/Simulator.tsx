import { NativeSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { recordsMatching } from '../cases/conditions/queries.ts'
import { channels } from '../cases/conditions/useConditionChoices.ts'
import { skillsQuery, typesQuery } from '../people/queries.ts'
import styles from './routing.module.css'
import { SimulationResult } from './SimulationResult.tsx'

interface Props {
  /** The draft, where there is one. */
  rules: IntakeRule[] | null
  names: ReadonlyMap<string, string>
}

const priorities: Priority[] = ['critical', 'high', 'medium', 'low']
const nothing = { typeId: '', accountId: '', priority: '', language: '', channel: 'email', subject: '', case: '' }
const languageNames = new Intl.DisplayNames('en', { type: 'language' })

/** Who would get a case at this moment, and why not the others; nothing is changed by it. */
export function Simulator({ rules, names }: Props) {
  const [asked, setAsked] = useState(nothing)
  const [settled] = useDebouncedValue(asked, 250)
  const types = useQuery(typesQuery).data?.items.filter(({ disabled }) => !disabled) ?? []
  const spoken = [...new Set(useQuery(skillsQuery).data?.items.flatMap(({ language }) => language ?? []))]
  const answer = useQuery({
    queryKey: ['routing', 'simulation', settled, rules],
    queryFn: () => api.routing.simulate({ body: bodyOf(settled, rules) }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const existing = asked.case.trim() !== ''
  const choose = (name: keyof typeof nothing, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      aria-label={label}
      disabled={existing}
      value={asked[name]}
      onChange={(event) => setAsked({ ...asked, [name]: event.currentTarget.value })}
      data={data}
    />
  )
  return (
    <section aria-label="Simulator">
      <h2 className={studio.title}>Who would get this case?</h2>
      <p className={studio.sub}>
        At this moment, {rules ? 'by the draft' : 'by the rules as they stand'}. Nothing is kept.
      </p>
      <div className={styles.pick}>
        {choose('typeId', 'Type', [
          { value: '', label: 'Type not chosen' },
          ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
        ])}
        <Account
          disabled={existing}
          value={asked.accountId}
          onChange={(accountId) => setAsked({ ...asked, accountId })}
        />
        {choose('priority', 'Priority', [
          { value: '', label: 'Priority by its type' },
          ...priorities.map((value) => ({ value, label: `${value} priority` })),
        ])}
        {choose('language', 'Language', [
          { value: '', label: 'Any language' },
          ...spoken.map((value) => ({ value, label: languageNames.of(value) ?? value })),
        ])}
        {choose(
          'channel',
          'Channel',
          channels.map((value) => ({ value, label: `by ${value}` })),
        )}
        <TextInput
          aria-label="Words of its subject"
          placeholder="words of its subject"
          disabled={existing}
          value={asked.subject}
          onChange={(event) => setAsked({ ...asked, subject: event.currentTarget.value })}
        />
        <TextInput
          data-wide
          wrapperProps={{ 'data-wide': true }}
          aria-label="Number of a case"
          placeholder="or the number of a case that is here"
          value={asked.case}
          onChange={(event) => setAsked({ ...asked, case: event.currentTarget.value })}
        />
      </div>
      <div aria-live="polite">
        {answer.error ? (
          <p className={studio.problem}>{wordsOf(answer.error)}</p>
        ) : answer.data ? (
          <SimulationResult result={answer.data} names={names} />
        ) : (
          <LinesSkeleton label="Looking who would get it" lines={6} />
        )}
      </div>
    </section>
  )
}

function bodyOf(asked: typeof nothing, rules: IntakeRule[] | null) {
  const drafted = rules ? { rules } : {}
  if (asked.case.trim()) return { ...drafted, case: asked.case.trim() }
  return {
    ...drafted,
    subject: asked.subject,
    channel: asked.channel as 'email',
    ...(asked.typeId && { typeId: asked.typeId }),
    ...(asked.priority && { priority: asked.priority as Priority }),
    ...(asked.accountId && { accountId: asked.accountId }),
    ...(asked.language && { language: asked.language }),
  }
}

interface AccountProps {
  disabled: boolean
  value: string
  onChange: (id: string) => void
}

/** There can be thousands: found by what is typed. */
function Account({ disabled, value, onChange }: AccountProps) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null)
  const searched = chosen && typed === chosen.label ? '' : typed
  const found = useQuery({ ...recordsMatching('account', searched), placeholderData: keepPreviousData }).data ?? []
  const data = chosen && !found.some((each) => each.value === chosen.value) ? [chosen, ...found] : found
  return (
    <Select
      aria-label="Customer"
      placeholder="Any customer"
      searchable
      clearable
      disabled={disabled}
      comboboxProps={{ shadow: 'none' }}
      data={data}
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        setChosen(data.find((each) => each.value === id) ?? null)
        onChange(id ?? '')
      }}
    />
  )
}
