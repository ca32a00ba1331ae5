import { Button, UnstyledButton } from '@mantine/core'
import { counted } from '../../../ui/amounts.ts'
import { IconArrowBackUp, IconX } from '../../../ui/icons.ts'
import { Meter } from '../../../ui/Meter.tsx'
import styles from './BulkBar.module.css'
import type { Bulk, BulkPreview, BulkRun } from './useBulk.ts'

/** What will happen to each of them and what will not, before anything does. */
export function BulkPreviewed({ preview, bulk }: { preview: BulkPreview; bulk: Bulk }) {
  const { name, total, looked, unread } = preview
  const ready = looked.length + unread.length === total
  const going = looked.filter(({ outlook }) => outlook.goes).length
  const staying = looked.flatMap(({ found, outlook }) => (outlook.goes ? [] : [{ found, because: outlook.because }]))
  return (
    <div className={styles.bulk} data-report role="dialog" aria-label={`Preview: ${name}`}>
      <div className={styles.said} role="status">
        <b>{name}:</b>{' '}
        {ready
          ? `${counted(going, 'case')} of ${total} will change, nothing has changed yet`
          : `looking at each, ${looked.length} of ${total}`}
        {!ready && <Meter value={looked.length} of={total} label={`${looked.length} of ${total} looked at`} />}
        {ready && staying.length + unread.length > 0 && (
          <details open>
            <summary>{counted(staying.length + unread.length, 'case')} will stay as they are</summary>
            <ul>
              {staying.map(({ found, because }) => (
                <li key={found.id}>
                  <b>{found.number}</b> {because}
                </li>
              ))}
              {unread.map((number) => (
                <li key={number}>
                  <b>{number}</b> could not be read
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button variant="default" onClick={bulk.close}>
        Cancel
      </Button>
      <Button disabled={!ready || going === 0} onClick={() => void bulk.go()} data-autofocus>
        {going === 0 ? 'None can change' : `Change ${going.toLocaleString('en-GB')}`}
      </Button>
    </div>
  )
}

/** What came of each, and the way back. */
export function BulkReport({ run, bulk }: { run: BulkRun; bulk: Bulk }) {
  const { name, total, done, changed, refused, running, undone } = run
  const left = total - done
  return (
    <div className={styles.bulk} data-report role="status">
      <div className={styles.said}>
        <b>{name}:</b>{' '}
        {running
          ? `${done} of ${total}, ${left} to go`
          : `${counted(changed.length, 'case')} changed${undone ? ' back' : ''}${
              refused.length > 0 ? `, ${refused.length} refused` : ''
            }${left > 0 ? `, ${left} left as they were` : ''}`}
        {running && <Meter value={done} of={total} label={`${done} of ${total}`} />}
        {refused.length > 0 && !running && (
          <details>
            <summary>Which, and why</summary>
            <ul>
              {refused.map(({ number, because }) => (
                <li key={number}>
                  <b>{number}</b> {because}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {running ? (
        <Button variant="subtle" color="gray" onClick={bulk.cancel}>
          Stop
        </Button>
      ) : (
        <>
          {changed.length > 0 && !undone && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconArrowBackUp size={15} stroke={1.7} />}
              onClick={() => void bulk.undo()}
            >
              Undo
            </Button>
          )}
          <UnstyledButton className={styles.off!} aria-label="Close" onClick={bulk.close}>
            <IconX size={15} stroke={1.8} />
          </UnstyledButton>
        </>
      )}
    </div>
  )
}
