import { Button, Menu } from '@mantine/core'
import type { CarriedCase } from '../../../features/workload/contract.ts'
import { counted } from '../../ui/amounts.ts'
import board from '../cases/views/Board.module.css'
import { consequence, type LoadColumn } from './columns.ts'
import styles from './workload.module.css'

interface Props {
  picked: readonly CarriedCase[]
  columns: readonly LoadColumn[]
  onGive: (to: LoadColumn) => void
  onClear: () => void
}

/** The cases that are picked, with where they can go together and what that would mean for each. */
export function PickedBar({ picked, columns, onGive, onClear }: Props) {
  const weight = picked.reduce((sum, each) => sum + each.weight, 0)
  return (
    <section className={styles.picked} aria-label="Picked cases">
      <span role="status">
        <b>{counted(picked.length, 'case')}</b> picked, weight {weight}
      </span>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button>Give to …</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map((to) => {
            const would = consequence(to, picked)
            return (
              would && (
                <Menu.Item key={to.key} disabled={!would.allowed} onClick={() => onGive(to)}>
                  <span className={board.choice}>
                    {to.title}
                    <small>{would.said}</small>
                  </span>
                </Menu.Item>
              )
            )
          })}
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" onClick={onClear}>
        Pick none
      </Button>
      <small>Drag one of them, or choose. x picks, ⇧ x picks all between.</small>
    </section>
  )
}
