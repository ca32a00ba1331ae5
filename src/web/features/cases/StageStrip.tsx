import { UnstyledButton } from '@mantine/core'
import { Fragment, lazy, type Ref } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { IconCheck, IconLock } from '../../ui/icons.ts'
import { Why } from '../../ui/Why.tsx'
import why from '../../ui/why.module.css'
import { asksOf, gateHere } from './gates.ts'
import styles from './StageStrip.module.css'
import { useGoTo } from './useGoTo.ts'
import { isOver } from './words.ts'

const GateAsks = lazy(() => import('./GateAsks.tsx').then((m) => ({ default: m.GateAsks })))
const PassAnyway = lazy(() => import('./PassAnyway.tsx').then((m) => ({ default: m.PassAnyway })))

const titles = {
  passed: 'Passed: into',
  worked: 'Done from an earlier stage: into',
  skipped: 'Skipped: into',
  here: 'To leave',
  next: 'Next: into',
  to_come: 'Later: into',
}
type Stage = Case['stages'][number]

/** The way of this case, drawn slim: passed, here with its gate, to come. Each gate opens. */
export function StageStrip({ found, number }: { found: Case; number: string }) {
  const path = pathOf(found.stages)
  const { next } = gateHere(found)
  return (
    <nav className={styles.strip} aria-label="Stages">
      {path.map((stage, index) => (
        <Fragment key={stage.key}>
          {index > 0 && <i className={styles.way} data-passed={isWalked(stage) || undefined} aria-hidden />}
          <Why
            name={`gate-${stage.key}`}
            title={`${titles[stage === next ? 'next' : stage.state]} ${stage.label}`}
            width={432}
            target={<GateButton found={found} stage={stage} left={isLeft(path, stage)} />}
          >
            <GateAsks asks={asksOf(found, stage)} number={number} can={found.can.work} />
            {found.can.work && stage.allowed && <GoOn found={found} number={number} stage={stage} />}
            <PassAnyway found={found} number={number} stage={stage} />
          </Why>
        </Fragment>
      ))}
    </nav>
  )
}

/** A waiting stage stands beside the one that the case came from, and goes back to. */
function pathOf(stages: Stage[]): Stage[] {
  const path = stages.filter((stage) => !stage.aside && stage.status !== 'closed')
  const waiting = stages.find((stage) => stage.aside && stage.state === 'here')
  if (!waiting) return path
  const from = path.findIndex((stage) => stage.state === 'here')
  return [...path.slice(0, from + 1), waiting, ...path.slice(from + 1)]
}

const isWalked = (stage: Stage): boolean => stage.state !== 'to_come' && stage.state !== 'skipped' && !stage.aside
/** Here by its place on the path, while the case waits beside it. */
const isLeft = (path: Stage[], stage: Stage): boolean =>
  stage.state === 'here' && !stage.aside && path.some((each) => each.aside)

interface GateProps {
  found: Case
  stage: Stage
  left: boolean
  ref?: Ref<HTMLButtonElement>
}

/** Through a gate that is open. */
function GoOn({ found, number, stage }: { found: Case; number: string; stage: Stage }) {
  const { goTo, isPending } = useGoTo(found, number)
  return (
    <p className={why.goOn}>
      <button type="button" className={why.fill} disabled={isPending} onClick={() => goTo(stage)}>
        {isOver(stage.status) ? 'Resolve' : `Go on to ${stage.label}`}
      </button>
    </p>
  )
}

function GateButton({ found, stage, left, ...rest }: GateProps) {
  const setQuery = useSetQuery()
  const asks = asksOf(found, stage)
  const met = asks.filter((ask) => ask.met).length
  return (
    <UnstyledButton
      onClick={() => setQuery({ why: `gate-${stage.key}` })}
      {...rest}
      className={styles.stage!}
      data-state={left ? 'left' : stage.state === 'to_come' ? 'ahead' : stage.state}
      aria-current={stage.state === 'here' && !left ? 'step' : undefined}
    >
      <span>{stage.label}</span>
      {stage.state === 'passed' && <IconCheck size={13} stroke={2} aria-label="passed" />}
      {stage.state === 'worked' && <IconCheck size={13} stroke={2} aria-label="done from an earlier stage" />}
      {stage.state === 'here' && asks.length > 0 && (
        <span className={styles.count} data-open={met === asks.length || undefined}>
          {met}/{asks.length}
          {met < asks.length && <IconLock size={12} stroke={1.9} aria-label="gate closed" />}
        </span>
      )}
    </UnstyledButton>
  )
}
