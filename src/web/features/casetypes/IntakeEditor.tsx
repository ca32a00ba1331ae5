import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { uncoveredName } from '../../../features/casetypes/rules/changes.ts'
import studio from '../../ui/studio.module.css'
import { SkillNeeds } from '../people/SkillNeeds.tsx'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  /** The id of the team that its cases go to; empty is the default one. */
  team: string
  teams: { id: string; name: string }[]
  disabled: boolean
  onChange: (part: Partial<CaseTypeDefinition>) => void
  onTeam: (id: string) => void
}

const limits = {
  weight: { least: 0, most: 100 },
  confirmationDays: { least: 1, most: 60 },
  followUpHours: { least: 1, most: 2000 },
  silenceHours: { least: 1, most: 2000 },
}

/** How a case is recognised as one of this type, and what it starts with. */
export function IntakeEditor({ definition, team, teams, disabled, onChange, onTeam }: Props) {
  const number = (key: keyof typeof limits, label: string) => ({
    label,
    disabled,
    inputMode: 'numeric' as const,
    value: String(definition[key]),
    onChange: (event: { currentTarget: { value: string } }) => {
      const typed = Number(event.currentTarget.value.replace(/\D/g, ''))
      const { least, most } = limits[key]
      onChange({ [key]: Math.min(Math.max(typed, least), most) })
    },
  })
  return (
    <section aria-label="Intake">
      <h2 className={studio.title}>To begin with</h2>
      <div className={styles.intake}>
        <TextInput
          label="Name"
          disabled={disabled}
          maxLength={60}
          value={definition.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Worked by"
          disabled={disabled}
          value={team}
          onChange={(event) => onTeam(event.currentTarget.value)}
          data={[
            {
              value: '',
              label: definition.teams[0] ? `${definition.teams.join(', or ')}, where there is one` : 'the default team',
            },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          label="Priority"
          disabled={disabled}
          data={['low', 'medium', 'high', 'critical']}
          value={definition.priority}
          onChange={(event) => onChange({ priority: event.currentTarget.value as CaseTypeDefinition['priority'] })}
        />
        <Textarea
          label="What it is"
          disabled={disabled}
          autosize
          maxLength={300}
          value={definition.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <TagsInput
          label="Words that suggest it"
          description="In the subject or the first message"
          disabled={disabled}
          value={definition.words}
          onChange={(words) => onChange({ words })}
        />
        <SkillNeeds needs={definition.skills} disabled={disabled} onChange={(skills) => onChange({ skills })} />
        <NativeSelect
          label="Reopens into"
          disabled={disabled}
          data={definition.stages
            .filter((stage) => stage.status === 'open')
            .map(({ key, label }) => ({ value: key, label }))}
          value={definition.reopenStage}
          onChange={(event) => onChange({ reopenStage: event.currentTarget.value })}
        />
        <NativeSelect
          label="When no contract covers it"
          disabled={disabled}
          data={Object.entries(uncoveredName).map(([value, label]) => ({ value, label }))}
          value={definition.uncovered}
          onChange={(event) => onChange({ uncovered: event.currentTarget.value as CaseTypeDefinition['uncovered'] })}
        />
        <TextInput {...number('weight', 'Weight on its owner')} />
        <TextInput {...number('confirmationDays', 'Days to confirm')} />
        <TextInput {...number('followUpHours', 'Hours to a follow-up')} />
        <TextInput {...number('silenceHours', 'Hours of silence at most')} />
      </div>
    </section>
  )
}
