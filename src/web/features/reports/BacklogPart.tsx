import { ActionIcon, Menu, Skeleton } from '@mantine/core'
import { lazy, Suspense, useRef } from 'react'
import type { Home } from '../../../features/reports/contract.ts'
import { saveFile } from '../../ui/files.ts'
import { Go } from '../../ui/Go.tsx'
import { Hint } from '../../ui/Hint.tsx'
import { IconDownload } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import { backlogCsv } from './backlogFiles.ts'
import { dayName } from './days.ts'
import { door, openDoor } from './doors.ts'
import styles from './HomeScreen.module.css'

const BacklogCharts = lazy(() => import('./BacklogCharts.tsx').then((m) => ({ default: m.BacklogCharts })))
const daysInTable = 7

/** The stored daily snapshot as a line, what came and went under it, and the same numbers as a table. */
export function BacklogPart({ home: { backlog, timeZone } }: { home: Home }) {
  const charts = useRef<HTMLDivElement>(null)
  const savePicture = async () => {
    const { pictureOf } = await import('./picture.ts')
    saveFile('backlog.png', await pictureOf(charts.current!, 'Open cases by day; in (dark) and out (light)'))
  }
  return (
    <section className={styles.backlog} aria-label="Backlog">
      <header>
        <h2>Backlog by day</h2>
        <p>Yesterday + in − out. Stored every midnight, {timeZone.split('/').at(-1)!.replaceAll('_', ' ')} time.</p>
        <Menu position="bottom-end">
          <Menu.Target>
            <Hint label="Save as PNG or CSV">
              <ActionIcon aria-label="Save as PNG or CSV">
                <IconDownload size={17} stroke={1.6} />
              </ActionIcon>
            </Hint>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void savePicture().catch(said.onError)}>Picture (PNG)</Menu.Item>
            <Menu.Item onClick={() => saveFile('backlog.csv', backlogCsv(backlog))}>Table (CSV)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={styles.chart} data-short={backlog.length < 2 || undefined}>
        <div className={styles.charts} ref={charts}>
          {backlog.length < 2 ? (
            <p className={styles.none}>The line begins when the first midnight has been stored.</p>
          ) : (
            <Suspense fallback={<Skeleton h={236} radius="xs" />}>
              <BacklogCharts days={backlog} />
            </Suspense>
          )}
        </div>
        <BacklogTable days={backlog} />
      </div>
    </section>
  )
}

function BacklogTable({ days }: { days: Home['backlog'] }) {
  const last = days.slice(-daysInTable).reverse()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">In</th>
          <th scope="col">Out</th>
          <th scope="col">Open</th>
        </tr>
      </thead>
      <tbody>
        {last.map((row, i) => (
          <tr key={row.day}>
            <th scope="row">{i === 0 ? 'Today' : dayName(row.day)}</th>
            <td>
              <Go to={door({ came: row.day, sort: '-created' })}>{row.in}</Go>
            </td>
            <td>
              <Go to={door({ went: row.day, sort: '-updated' })}>{row.out}</Go>
            </td>
            <td>{i === 0 ? <Go to={openDoor()}>{row.open}</Go> : row.open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
