import { UnstyledButton } from '@mantine/core'
import { Fragment, type Ref } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { IconCheck, IconLock } from '../../ui/icons.ts'
import { Why } from '../../ui/Why.tsx'
import { GateAsks } from './GateAsks.tsx'
import { asksOf } from './gates.ts'
import styles from './StageStrip.module.css'

const titles = { passed: 'Passed: into', here: 'To leave', to_come: 'Later: into' }
type Stage = Case['stages'][number]

/** The way of this case, drawn slim: passed, here with its gate, to come. Each gate opens. */
export function StageStrip({ found }: { found: Case }) {
  const path = found.stages.filter((stage) => (!stage.aside && stage.status !== 'closed') || stage.state === 'here')
  return (
    <nav className={styles.strip} aria-label="Stages">
      {path.map((stage, index) => (
        <Fragment key={stage.key}>
          {index > 0 && <i className={styles.way} data-passed={stage.state !== 'to_come' || undefined} aria-hidden />}
          <Why
            name={`gate-${stage.key}`}
            title={`${titles[stage.state]} ${stage.label}`}
            width={432}
            target={<GateButton found={found} stage={stage} />}
          >
            <GateAsks asks={asksOf(found, stage)} />
          </Why>
        </Fragment>
      ))}
    </nav>
  )
}

function GateButton({ found, stage, ...rest }: { found: Case; stage: Stage; ref?: Ref<HTMLButtonElement> }) {
  const setQuery = useSetQuery()
  const asks = asksOf(found, stage)
  const met = asks.filter((ask) => ask.met).length
  return (
    <UnstyledButton
      onClick={() => setQuery({ why: `gate-${stage.key}` })}
      {...rest}
      className={styles.stage!}
      data-state={stage.state === 'to_come' ? 'ahead' : stage.state}
      aria-current={stage.state === 'here' ? 'step' : undefined}
    >
      <span>{stage.label}</span>
      {stage.state === 'passed' && <IconCheck size={13} stroke={2} aria-label="passed" />}
      {stage.state === 'here' && asks.length > 0 && (
        <span className={styles.count}>
          {met}/{asks.length}
          {met < asks.length && <IconLock size={12} stroke={1.9} aria-label="gate closed" />}
        </span>
      )}
    </UnstyledButton>
  )
}
