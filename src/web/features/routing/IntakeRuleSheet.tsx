import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { Removal } from '../../ui/Removal.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { isWhole } from '../cases/conditions/asked.ts'
import { ConditionsEditor } from '../cases/conditions/ConditionsEditor.tsx'
import { skillsQuery } from '../people/queries.ts'
import { SkillNeeds } from '../people/SkillNeeds.tsx'
import type { RuleSlot } from './ruleWords.ts'

const offered = [
  'type',
  'words',
  'skill',
  'priority',
  'account',
  'tier',
  'vip',
  'contact',
  'language',
  'product',
  'tag',
  'channel',
  'mailbox',
  'open',
] as const

interface Props {
  rule: IntakeRule
  isNew: boolean
  at: RuleSlot | null
  queues: Queue[]
  onSave: (rule: IntakeRule) => void
  onRemove: () => void
  onClose: () => void
}

/** One rule of the draft: when it applies, where the case goes, and what else it sets. */
export function IntakeRuleSheet({ rule, isNew, at, queues, onSave, onRemove, onClose }: Props) {
  const [now, setNow] = useState(rule)
  const skills = useQuery(skillsQuery).data?.items ?? []
  const change = (part: Partial<IntakeRule>) => setNow({ ...now, ...part })
  const nameOf = (id: string) => skills.find((skill) => skill.id === id)?.name ?? id
  const begins = (slot: RuleSlot | null) => (at === slot ? { 'data-autofocus': true } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave({ ...now, name: now.name.trim() })
  }
  return (
    <Sheet title={isNew ? 'New rule' : rule.name} onClose={onClose} size={680}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={null}
        pending={false}
        disabled={now.name.trim() === '' || !isWhole(now.conditions)}
        act={isNew ? 'Add to the draft' : 'Keep in the draft'}
        note={
          !isNew && (
            <Removal
              label="Remove the rule"
              asks="It goes when the draft is published."
              pending={false}
              onRemove={onRemove}
            />
          )
        }
      >
        <TextInput
          {...begins(null)}
          label="Name"
          description="Stands in the explanation of each case that it sends somewhere"
          maxLength={80}
          wrapperProps={{ 'data-wide': true }}
          value={now.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <div data-wide>
          <ConditionsEditor
            conditions={now.conditions}
            offered={offered}
            disabled={false}
            onChange={(conditions) => change({ conditions })}
          />
        </div>
        <h3>Then</h3>
        <NativeSelect
          {...begins('queueId')}
          label="It goes to"
          value={now.queueId}
          onChange={(event) => change({ queueId: event.currentTarget.value })}
          data={queues.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <NativeSelect
          {...begins('priority')}
          label="Its priority"
          value={now.priority ?? ''}
          onChange={(event) => change({ priority: (event.currentTarget.value || null) as Priority | null })}
          data={[
            { value: '', label: 'stays as it is' },
            ...['critical', 'high', 'medium', 'low'].map((value) => ({ value, label: `becomes ${value}` })),
          ]}
        />
        <div data-wide>
          <SkillNeeds
            needs={now.skills.map(({ id, level, need }) => ({ name: nameOf(id), level, need }))}
            disabled={false}
            onChange={(needs) =>
              change({
                skills: needs.flatMap(({ name, level, need }) => {
                  const id = skills.find((skill) => skill.name === name)?.id
                  return id ? [{ id, level, need }] : []
                }),
              })
            }
          />
        </div>
        {!isNew && (
          <Checkbox
            wrapperProps={{ 'data-wide': true }}
            label="Pass it over"
            description="It keeps its place and is not tried"
            checked={now.disabled}
            onChange={(event) => change({ disabled: event.currentTarget.checked })}
          />
        )}
      </SheetForm>
    </Sheet>
  )
}
