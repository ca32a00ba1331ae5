import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { pathOf } from '../../../features/casetypes/rules/stages.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { StagePath } from '../../ui/StagePath.tsx'
import { gateOn } from './drawnGates.ts'
import styles from './walk.module.css'

/** The path as those see it who go it: whoever works a case, and the customer, stage by stage. */
export function WalkSheet({ definition, onClose }: { definition: CaseTypeDefinition; onClose: () => void }) {
  const path = pathOf(definition)
  const [at, setAt] = useState(0)
  const stage = path[at]!
  const next = path[at + 1]
  const gate = next && gateOn(definition, stage, next)
  const asks = gate ? [...gate.tasks, ...gate.fields, ...gate.approvals, ...gate.closing] : []
  return (
    <Sheet title={`A case of ${definition.name}, step by step`} onClose={onClose} size={680}>
      <div className={styles.sides}>
        <section aria-label="Whoever works it sees">
          <h3>Whoever works it sees</h3>
          <p className={styles.stage}>
            Stage {at + 1} of {path.length} <b>{stage.label}</b>
          </p>
          <StagePath stages={path.map(({ label }) => label)} at={at} wide />
          {stage.guidance && <p className={styles.guidance}>{stage.guidance}</p>}
          {next && (
            <>
              <h4>{next.status === 'resolved' ? 'To resolve' : `To go on to ${next.label}`}</h4>
              {asks.length === 0 ? <p>Nothing is asked.</p> : <List lines={asks} />}
            </>
          )}
        </section>
        <section aria-label="The customer reads">
          <h3>The customer reads</h3>
          <ol className={styles.letter}>
            {path.map((each, place) => (
              <li key={each.key} data-state={place < at ? 'done' : place === at ? 'here' : undefined}>
                {each.customerLabel}
              </li>
            ))}
          </ol>
        </section>
      </div>
      <footer className={styles.foot}>
        <Button variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>
          Back
        </Button>
        <Button variant="default" disabled={!next} onClick={() => setAt(at + 1)}>
          {next ? `On to ${next.label}` : 'At its end'}
        </Button>
      </footer>
    </Sheet>
  )
}

const List = ({ lines }: { lines: string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
