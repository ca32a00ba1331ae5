import { Button, Checkbox, MultiSelect, NativeSelect } from '@mantine/core'
import type { CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { counted } from '../../ui/amounts.ts'
import studio from '../../ui/studio.module.css'
import { HoursField } from './HoursField.tsx'
import { exchanged, neighbour, withoutStage, withStatus } from './path.ts'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  at: number
  /** Open cases in this stage. */
  open: number
  disabled: boolean
  onStage: (stage: Stage) => void
  onStages: (stages: Stage[], at: number) => void
}

const statuses: { value: Stage['status']; label: string }[] = [
  { value: 'new', label: 'New: nobody’s yet' },
  { value: 'open', label: 'Open: ours to work on' },
  { value: 'pending', label: 'Waits for the customer' },
  { value: 'on_hold', label: 'Waits for somebody else' },
  { value: 'resolved', label: 'Resolved: to be confirmed' },
  { value: 'closed', label: 'Closed: its work is frozen' },
]
const waits = ({ status }: Stage) => status === 'pending' || status === 'on_hold'

/** Where a stage stands: what it counts as, where it leads, its place on the path. */
export function StageActs({ definition, at, open, disabled, onStage, onStages }: Props) {
  const { stages } = definition
  const stage = stages[at]!
  const left = neighbour(stages, at, -1)
  const right = neighbour(stages, at, 1)
  const onPath = !stage.aside && stage.status !== 'resolved' && stage.status !== 'closed'
  const others = stages.filter((each) => each.key !== stage.key && !each.aside && each.status !== 'new')
  return (
    <>
      <div className={styles.names}>
        <NativeSelect
          label="Counts as"
          disabled={disabled}
          data={statuses}
          value={stage.status}
          onChange={(event) => onStage(withStatus(stage, event.currentTarget.value as Stage['status']))}
        />
        {onPath && (
          <MultiSelect
            label="Leads to"
            disabled={disabled}
            placeholder={stage.next.length === 0 ? 'any stage' : ''}
            comboboxProps={{ shadow: 'none' }}
            data={others.map(({ key, label }) => ({ value: key, label: label || 'New stage' }))}
            value={stage.next}
            onChange={(next) => onStage({ ...stage, next })}
          />
        )}
        {waits(stage) && (
          <div className={styles.waits}>
            <span>Looked at again after</span>
            <HoursField
              label="Hours until it is looked at again"
              placeholder={`${definition.followUpHours}`}
              disabled={disabled}
              value={stage.followUpHours}
              onChange={(followUpHours) => {
                const { followUpHours: _, ...rest } = stage
                onStage(followUpHours === undefined ? rest : { ...rest, followUpHours })
              }}
            />
            <Checkbox
              label="Beside the path"
              disabled={disabled}
              checked={stage.aside}
              onChange={(event) => onStage({ ...stage, aside: event.currentTarget.checked })}
            />
          </div>
        )}
      </div>
      {!disabled && (
        <div className={styles.stageActs}>
          <Button
            variant="subtle"
            color="gray"
            disabled={left === null}
            onClick={() => onStages(exchanged(stages, at, left!), left!)}
          >
            Move back
          </Button>
          <Button
            variant="subtle"
            color="gray"
            disabled={right === null}
            onClick={() => onStages(exchanged(stages, at, right!), right!)}
          >
            Move on
          </Button>
          <Button
            variant="subtle"
            color="gray"
            disabled={stages.length <= 3}
            onClick={() => onStages(withoutStage(stages, at), Math.max(0, at - 1))}
          >
            Remove this stage
          </Button>
          {open > 0 && (
            <span className={studio.sub}>{counted(open, 'open case')} would stay in it, on their version</span>
          )}
        </div>
      )}
    </>
  )
}
