import { Button, Menu } from '@mantine/core'
import type { Case } from '../../../features/cases/contract.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import { isOver } from '../cases/words.ts'
import styles from './Composer.module.css'

/** The stages a reply can be sent along with. */
export function ThenStage({ found, onChoose }: { found: Case; onChoose: (stage: string) => void }) {
  const stages = found.stages.filter((stage) => stage.state !== 'here' && !isOver(stage.status))
  if (stages.length === 0) return null
  return (
    <Menu position="top-end" width={260}>
      <Menu.Target>
        <Button px={7} className={styles.split!} aria-label="Send and set the stage">
          <IconChevronDown size={15} stroke={1.8} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stages.map((stage) => {
          const missing = stage.requirements.filter((each) => !each.met).length
          return (
            <Menu.Item key={stage.key} disabled={!stage.allowed} onClick={() => onChoose(stage.key)}>
              Send, then {stage.label}
              {missing > 0 && `: ${missing} missing`}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
