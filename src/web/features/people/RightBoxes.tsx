import { Checkbox } from '@mantine/core'
import type { Person } from '../../../features/people/contract/person.ts'
import { withoutRight, withRight } from '../../../features/people/rules/roles.ts'
import { fixedRights, type Right } from '../../../features/people/rules.ts'
import { rightGroups } from './rights.ts'
import styles from './roles.module.css'

interface Props {
  kind: Person['role']
  chosen: readonly Right[]
  readOnly: boolean
  onChoose: (rights: Right[]) => void
}

/** Every right as a box, grouped, in words; what a right needs is ticked along, and what it leaves idle goes with it. */
export function RightBoxes({ kind, chosen, readOnly, onChoose }: Props) {
  const fixed = fixedRights(kind)
  const toggle = (right: Right) =>
    onChoose(chosen.includes(right) ? withoutRight(kind, chosen, right) : withRight(chosen, right))
  return (
    <div className={styles.groups}>
      {rightGroups.map(({ group, rights: grouped }) => (
        <fieldset key={group}>
          <legend>{group}</legend>
          {grouped.flatMap(([right, said]) =>
            right === 'assignable'
              ? []
              : [
                  <Checkbox
                    key={right}
                    label={said[0]!.toUpperCase() + said.slice(1)}
                    checked={chosen.includes(right) || fixed.includes(right)}
                    disabled={readOnly || fixed.includes(right)}
                    onChange={() => toggle(right)}
                  />,
                ],
          )}
        </fieldset>
      ))}
    </div>
  )
}
