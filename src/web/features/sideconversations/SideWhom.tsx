import { NativeSelect, TextInput } from '@mantine/core'
import type { Team } from '../../../features/people/contract/organisation.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Addresses, type Recipient } from '../conversations/Recipients.tsx'
import type { Attached } from '../conversations/upload.ts'
import { personChoices } from '../people/standing.ts'
import styles from './sides.module.css'

/** A side conversation as it is being written. */
export interface Written {
  kind: SideConversation['kind']
  party: string
  to: Recipient[]
  cc: Recipient[]
  /** `team:` or `person:` and the id. */
  whom: string
  subject: string
  text: string
  files: Attached[]
  dueAt: string | null
  onCase: SideConversation['onCase']
}

interface Props {
  written: Written
  teams: readonly Team[]
  people: Person[]
  onChange: (change: Partial<Written>) => void
}

/** Whom it goes to: addresses outside by mail, or a team or person of the house. */
export function SideWhom({ written: { kind, to, cc, party, whom }, teams, people, onChange }: Props) {
  const now = useNow()
  if (kind === 'mail')
    return (
      <div className={styles.whom}>
        <Addresses label="To" value={to} onChange={(next) => onChange({ to: next })} />
        <Addresses label="Cc" value={cc} onChange={(next) => onChange({ cc: next })} />
        <TextInput
          size="xs"
          label="What they are called"
          placeholder="Helvar Pumps AB"
          maxLength={200}
          value={party}
          onChange={(event) => onChange({ party: event.currentTarget.value })}
        />
      </div>
    )
  return (
    <NativeSelect
      size="xs"
      label="Whom"
      value={whom}
      onChange={(event) => onChange({ whom: event.currentTarget.value })}
      data={[
        { value: '', label: 'Choose a team or a person' },
        { group: 'Teams', items: teams.map((each) => ({ value: `team:${each.id}`, label: each.name })) },
        {
          group: 'People',
          items: personChoices(people, now).map((each) => ({ ...each, value: `person:${each.value}` })),
        },
      ]}
    />
  )
}
