import { Checkbox, NativeSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Condition } from '../../../features/cases/contract/conditions.ts'
import type { EscalationRule, RuleDefinition, RuleTarget } from '../../../features/escalations/contract/by-rule.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { Removal } from '../../ui/Removal.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { isWhole } from '../cases/conditions/asked.ts'
import { ConditionsEditor } from '../cases/conditions/ConditionsEditor.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { rulesQuery, useLevelNames } from './queries.ts'
import styles from './rules.module.css'
import { levelChoices } from './words.ts'

const offered = ['priority', 'tier', 'vip', 'account', 'type', 'product', 'team', 'channel', 'tag', 'language'] as const
const labels = {
  name: 'Name',
  reopened: 'Reopened at least',
  unanswered: 'Customer wrote without an answer',
  conditions: 'Conditions',
  level: 'Level',
  to: 'To',
  how: 'What they do',
}
type Values = RuleDefinition & { name: string }

/** One rule by which cases go up, with the open cases that it would escalate now. */
export function RuleSheet({ rule, onClose }: { rule: EscalationRule | null; onClose: () => void }) {
  const cache = useQueryClient()
  const names = useLevelNames()
  const [applyNow, setApplyNow] = useState(false)
  const refresh = () => {
    void cache.invalidateQueries({ queryKey: rulesQuery.queryKey })
    onClose()
  }
  const { form, submit, pending, problem, conflict } = useRecordForm<EscalationRule, Values, Values>({
    what: rule?.name ?? 'The rule',
    record: rule,
    valuesOf: (known) => ({
      name: known?.name ?? '',
      reopened: known?.reopened ?? null,
      unanswered: known?.unanswered ?? null,
      conditions: known?.conditions ?? [],
      level: known?.level ?? 2,
      to: known?.to ?? { who: 'lead' },
      how: known?.how ?? 'tell',
    }),
    bodyOf: (values) => ({ ...values, name: values.name.trim() }),
    labels,
    validate: { name: (name) => (name.trim() ? null : 'A rule needs a name') },
    create: (body) => api.escalations.createRule({ body: { ...body, applyNow } }),
    change: ({ id }, body) => api.escalations.changeRule({ params: { id }, body: { ...body, applyNow } }),
    onSaved: refresh,
  })
  const remove = useMutation({
    mutationFn: ({ id, version }: EscalationRule) => api.escalations.removeRule({ params: { id }, query: { version } }),
    ...said,
    onSuccess: refresh,
  })
  const { name: _, ...definition } = form.getValues()
  const asks = definition.reopened !== null || definition.unanswered !== null || definition.conditions.length > 0
  const whole = asks && isWhole(definition.conditions)
  const number = (key: 'reopened' | 'unanswered') => ({
    label: labels[key],
    min: 1,
    max: 99,
    suffix: ' times',
    placeholder: 'does not matter',
    value: definition[key] ?? '',
    onChange: (typed: string | number) => form.setFieldValue(key, typed === '' ? null : Number(typed)),
  })
  return (
    <Sheet title={rule?.name ?? 'New rule'} onClose={onClose} size={680}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        disabled={!whole}
        act={rule ? `Save version ${rule.version + 1}` : 'Make rule'}
        note={
          rule && (
            <Removal
              label="Remove the rule"
              asks="It goes for good; what it escalated stays escalated."
              pending={remove.isPending}
              onRemove={() => remove.mutate(rule)}
            />
          )
        }
      >
        <TextInput
          data-autofocus
          label={labels.name}
          description="Stands on the timeline of each case that it escalates"
          wrapperProps={{ 'data-wide': true }}
          {...form.getInputProps('name')}
        />
        <h3>A case goes up when all of this holds</h3>
        <NumberInput {...number('reopened')} />
        <NumberInput {...number('unanswered')} />
        <div data-wide className={styles.conditions}>
          <ConditionsEditor
            conditions={definition.conditions as Condition[]}
            offered={offered}
            disabled={false}
            onChange={(next) => form.setFieldValue('conditions', next)}
          />
        </div>
        <h3>Then</h3>
        <NativeSelect
          label={labels.level}
          value={String(definition.level)}
          onChange={(event) => form.setFieldValue('level', Number(event.currentTarget.value))}
          data={levelChoices(names)}
        />
        <WhomField to={definition.to} onChange={(to) => form.setFieldValue('to', to)} error={form.errors.to} />
        <Radio.Group
          label={labels.how}
          value={definition.how}
          onChange={(how) => form.setFieldValue('how', how as Values['how'])}
          wrapperProps={{ 'data-wide': true }}
        >
          <Radio value="tell" label="They are told, the owner stays" mt={6} />
          <Radio value="hand_over" label="They take it over, with the customer’s thread" mt={6} />
        </Radio.Group>
        {whole && <Preview definition={definition} applyNow={applyNow} onApplyNow={setApplyNow} />}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

function WhomField({ to, onChange, error }: { to: RuleTarget; onChange: (to: RuleTarget) => void; error: unknown }) {
  const people = useQuery(peopleQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const able = people.filter(({ role }) => isAssignable(role))
  return (
    <NativeSelect
      label={labels.to}
      value={to.who === 'lead' ? 'lead' : `${to.who} ${to.id}`}
      error={error as string | undefined}
      onChange={(event) => {
        const [who, id] = event.currentTarget.value.split(' ')
        onChange(who === 'lead' ? { who } : { who: who as 'person' | 'team', id: id! })
      }}
      data={[
        { value: 'lead', label: 'the lead of its team' },
        { group: 'Teams', items: teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })) },
        { group: 'People', items: able.map(({ id, name }) => ({ value: `person ${id}`, label: name })) },
      ]}
    />
  )
}

interface PreviewProps {
  definition: RuleDefinition
  applyNow: boolean
  onApplyNow: (on: boolean) => void
}

/** What the rule would do to the cases that are open now. */
function Preview({ definition, applyNow, onApplyNow }: PreviewProps) {
  const [asked] = useDebouncedValue(definition, 250)
  const { data, error } = useQuery({
    queryKey: ['escalation-rules', 'preview', asked],
    queryFn: () => api.escalations.previewRule({ body: asked }),
    placeholderData: keepPreviousData,
  })
  if (!data) {
    if (!error) return null
    return (
      <section data-wide className={styles.preview} aria-label="Open cases now" role="alert">
        Which open cases it would escalate could not be read. {wordsOf(error)}
      </section>
    )
  }
  const hidden = data.cases - data.sample.length
  return (
    <section data-wide className={styles.preview} aria-label="Open cases now" aria-live="polite">
      <b>
        {data.cases === 0
          ? 'It would escalate no open case that you may see now.'
          : `${data.more ? 'At least ' : ''}${counted(data.cases, 'open case')} would be escalated now.`}
      </b>
      <ul>
        {data.sample.map(({ id, number, subject, owner, why }) => (
          <li key={id}>
            <Go to={`/cases/${number}`}>{subject}</Go>
            <small>
              {number}, {owner?.name ?? 'nobody yet'}
              {why && `: ${why}`}
            </small>
          </li>
        ))}
        {hidden > 0 && <li>and {hidden} more</li>}
      </ul>
      {data.cases > 0 && (
        <Checkbox
          label="Escalate these when it is saved; otherwise it counts from what happens next"
          checked={applyNow}
          onChange={(event) => onApplyNow(event.currentTarget.checked)}
        />
      )}
    </section>
  )
}
