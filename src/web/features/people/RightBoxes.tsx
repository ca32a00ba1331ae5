import { Checkbox } from '@mantine/core'
import type { Person } from '../../../features/people/contract/person.ts'
import { needs, withNeeds } from '../../../features/people/rules/roles.ts'
import { fixedRights, type Right, rights } from '../../../features/people/rules.ts'
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
    onChoose(chosen.includes(right) ? without(chosen, right, fixed) : withRight(chosen, right))
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

const withRight = (chosen: readonly Right[], right: Right): Right[] => [...new Set([...chosen, ...withNeeds(right)])]

/** Without a right, and without what is no use any more. */
function without(chosen: readonly Right[], right: Right, fixed: readonly Right[]): Right[] {
  const idle = rights.filter((each) => needs[each] && withNeeds(each).includes(right) && !fixed.includes(each))
  return chosen.filter((each) => each !== right && !idle.includes(each))
}
