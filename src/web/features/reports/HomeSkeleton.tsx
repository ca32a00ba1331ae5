import { Skeleton } from '@mantine/core'
import styles from './HomeScreen.module.css'

const rows = [92, 74, 81, 60, 88, 66]

/** The true shape of the first screen, before its numbers are there. */
export function HomeSkeleton() {
  return (
    <div role="status" aria-label="Loading the numbers">
      <Skeleton h={8} mt={22} radius="xs" />
      <Skeleton h={11} w={420} maw="80%" my={14} radius="xs" />
      <div className={styles.top}>
        <div>
          <Skeleton h={11} w={64} mt={4} radius="xs" />
          <Skeleton h={54} w={112} my={12} radius="xs" />
        </div>
        <ul className={styles.flow}>
          {rows.slice(0, 5).map((width) => (
            <li key={width}>
              <Skeleton h={11} w={64} mt={4} radius="xs" />
              <Skeleton h={30} w={52} my={16} radius="xs" />
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.breakdowns}>
        {rows.slice(0, 4).map((column) => (
          <div key={column}>
            {rows.map((width) => (
              <Skeleton key={width} h={10} w={`${width}%`} my={13} radius="xs" />
            ))}
          </div>
        ))}
      </div>
      <Skeleton h={230} my={14} radius="xs" />
    </div>
  )
}
