import { MultiSelect, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { SkillNeed } from '../../../features/casetypes/contract.ts'
import { skillsQuery } from './queries.ts'
import { levelWords } from './SkillDots.tsx'
import styles from './skills.module.css'

interface Props {
  needs: SkillNeed[]
  disabled: boolean
  onChange: (needs: SkillNeed[]) => void
}

/** What a case asks for by its type: skills of the house, each from a level on. */
export function SkillNeeds({ needs, disabled, onChange }: Props) {
  const skills = useQuery(skillsQuery).data?.items ?? []
  const names = [...new Set([...skills.map(({ name }) => name), ...needs.map(({ name }) => name)])]
  return (
    <div className={styles.needs}>
      <MultiSelect
        label="Skills it asks for"
        description={
          names.length > 0 ? 'Beside its language and the words of the message' : 'None are kept yet; see Skills'
        }
        disabled={disabled || names.length === 0}
        searchable
        data={names}
        value={needs.map(({ name }) => name)}
        onChange={(chosen) =>
          onChange(
            chosen.map((name) => needs.find((need) => need.name === name) ?? { name, level: 1, need: 'optional' }),
          )
        }
      />
      {needs.map((need) => (
        <Fragment key={need.name}>
          <NativeSelect
            label={`${need.name} is`}
            disabled={disabled}
            value={need.need}
            data={[
              { value: 'required', label: 'required: nobody else ever gets it' },
              { value: 'optional', label: 'asked for at first: others after a while' },
              { value: 'welcome', label: 'welcome: an advantage' },
            ]}
            onChange={(event) =>
              onChange(
                needs.map((each) =>
                  each === need ? { ...need, need: event.currentTarget.value as SkillNeed['need'] } : each,
                ),
              )
            }
          />
          <NativeSelect
            label={`${need.name} from level`}
            disabled={disabled}
            value={String(need.level)}
            data={levelWords.map((words, at) => ({ value: String(at + 1), label: `${at + 1}, ${words}` }))}
            onChange={(event) =>
              onChange(
                needs.map((each) => (each === need ? { ...need, level: Number(event.currentTarget.value) } : each)),
              )
            }
          />
        </Fragment>
      ))}
    </div>
  )
}
