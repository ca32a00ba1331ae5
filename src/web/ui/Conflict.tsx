import { Button, Modal } from '@mantine/core'
import styles from './ui.module.css'

export interface ConflictingField {
  name: string
  yours: string
  theirs: string
}

/** It may be asked for from within a why, which stands above other dialogs. */
const abovePopovers = 400

interface Props {
  what: string
  fields: ConflictingField[]
  onKeepTheirs: () => void
  onUseYours: () => void
}

/** Two people changed the same thing: both versions side by side, and nothing is overwritten before one is chosen. */
export function Conflict({ what, fields, onKeepTheirs, onUseYours }: Props) {
  return (
    <Modal opened onClose={onKeepTheirs} title={`${what} was changed meanwhile`} size={640} zIndex={abovePopovers}>
      <div className={styles.conflict} data-conflict>
        <Side title="Yours, not saved yet" rows={fields.map((f) => [f.name, f.yours])} />
        <Side title="As it stands now" rows={fields.map((f) => [f.name, f.theirs])} />
      </div>
      <div className={styles.conflictActs}>
        <Button variant="default" onClick={onKeepTheirs}>
          Leave it as it stands
        </Button>
        <Button onClick={onUseYours} data-autofocus>
          Save yours over it
        </Button>
      </div>
    </Modal>
  )
}

function Side({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <div>
      <h3>{title}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || 'empty'}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
