import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import type { MergeSide } from '../../../features/families/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { Instant } from '../../ui/Instant.tsx'
import styles from './families.module.css'

const rows: [name: string, value: (side: MergeSide) => ReactNode][] = [
  ['Subject', ({ subject }) => subject],
  ['Asked by', ({ contact, account }) => [contact?.name, account?.name].filter(Boolean).join(', ') || 'nobody named'],
  ['Type, stage', ({ type, stage }) => `${type.name}, ${stage.label}`],
  ['Owner', ({ owner, queue }) => owner?.name ?? `waits in ${queue?.name ?? 'its queue'}`],
  ['Opened', ({ createdAt }) => <Instant at={createdAt} as="dayAndTime" />],
  ['Thread', ({ messageCount }) => counted(messageCount, 'message')],
  ['Begins', ({ excerpt }) => excerpt ?? 'without a message'],
]

/** Two cases side by side; what is the same in both steps back. */
export function Compare({ sides, survivor }: { sides: MergeSide[]; survivor?: string }) {
  return (
    <table className={styles.compare}>
      <thead>
        <tr>
          <td />
          {sides.map(({ number, restricted }) => (
            <th key={number} scope="col" data-survivor={number === survivor || undefined}>
              {survivor === undefined ? (
                number
              ) : (
                <Radio
                  value={number}
                  label={number}
                  description={number === survivor ? 'goes on with everything' : `ends, leads to ${survivor}`}
                />
              )}
              {restricted && <small>restricted</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name} data-long={name === 'Begins' || undefined}>
            <th scope="row">{name}</th>
            {sides.map((side) => (
              <td key={side.number}>
                <span>{value(side)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
