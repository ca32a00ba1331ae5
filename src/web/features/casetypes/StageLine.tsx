import { Popover } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { pathOf } from '../../../features/casetypes/rules/stages.ts'
import { counted } from '../../ui/amounts.ts'
import { IconPlus } from '../../ui/icons.ts'
import { arrowsOf, type DrawnArrow, gateOn, gateWords } from './drawnGates.ts'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  at: number
  /** Open cases by stage. */
  open: ReadonlyMap<string, number>
  onChoose: (at: number) => void
  onAdd: (() => void) | null
}

/** The stages left to right, each arrow with its gate; those that skip or lead back, and waiting stages, stand beneath. */
export function StageLine({ definition, at, open, onChoose, onAdd }: Props) {
  const { stages } = definition
  const path = [...pathOf(definition), ...stages.filter(({ status }) => status === 'closed')]
  const aside = stages.filter((stage) => stage.aside)
  const arrows = arrowsOf(definition)
  const rows = Math.max(0, ...arrows.map(({ row }) => (row === null ? 0 : row + 1)))
  const here = stages[at]
  const choose = (key: string) => onChoose(stages.findIndex((stage) => stage.key === key))
  return (
    <section className={styles.line} aria-label="Path of stages">
      <div className={styles.drawn} style={{ '--stages': path.length } as CSSProperties}>
        <ol className={styles.path}>
          {path.map((stage, i) => {
            const straight = arrows.find(({ start, end, row }) => row === null && start === i && end === i + 1)
            return (
              <li
                key={stage.key}
                data-here={stage === here || undefined}
                data-leads={straight !== undefined || undefined}
              >
                {straight && <Gate definition={definition} arrow={straight} onChoose={choose} />}
                <button
                  type="button"
                  className={styles.stage}
                  aria-pressed={stage === here}
                  onClick={() => choose(stage.key)}
                >
                  <i aria-hidden data-end={stage.status === 'resolved' || stage.status === 'closed' || undefined} />
                  <b>{stage.label || 'New stage'}</b>
                  <span className={styles.reads}>{stage.customerLabel}</span>
                  {(open.get(stage.key) ?? 0) > 0 && <small>{counted(open.get(stage.key)!, 'case')} now</small>}
                </button>
              </li>
            )
          })}
        </ol>
        {rows > 0 && (
          <ul className={styles.arrows} style={{ '--rows': rows } as CSSProperties}>
            {arrows
              .filter(({ row }) => row !== null)
              .map((arrow) => (
                <Beneath
                  key={`${arrow.from.key} ${arrow.to.key}`}
                  definition={definition}
                  arrow={arrow}
                  onChoose={choose}
                />
              ))}
          </ul>
        )}
      </div>
      <p className={styles.aside}>
        {aside.length > 0 && 'Beside the path, back to where it came from:'}
        {aside.map((stage) => (
          <button key={stage.key} type="button" aria-pressed={stage === here} onClick={() => choose(stage.key)}>
            {stage.label || 'New stage'}
            {(open.get(stage.key) ?? 0) > 0 && `, ${open.get(stage.key)} now`}
          </button>
        ))}
        {onAdd && (
          <button type="button" className={styles.addStage} onClick={onAdd}>
            <IconPlus size={13} stroke={1.8} aria-hidden /> Add a stage
          </button>
        )}
      </p>
    </section>
  )
}

interface GateProps {
  definition: CaseTypeDefinition
  arrow: DrawnArrow
  onChoose: (key: string) => void
}

/** An arrow that skips stages or leads back. */
function Beneath({ definition, arrow, onChoose }: GateProps) {
  const { start, end, row, from, to } = arrow
  const place = { '--from': Math.min(start, end), '--over': Math.abs(end - start), '--row': row } as CSSProperties
  return (
    <li style={place} data-back={end < start || undefined}>
      <span className={styles.hidden}>
        {from.label} leads to {to.label}
      </span>
      {end < start ? <small>back</small> : <Gate definition={definition} arrow={arrow} onChoose={onChoose} />}
    </li>
  )
}

const kinds = {
  tasks: 'Work that is done',
  fields: 'What is known',
  approvals: 'What is approved',
  closing: 'To close it',
}

/** What an arrow asks; a click opens it, and leads to the stage whose work it is. */
function Gate({ definition, arrow: { from, to }, onChoose }: GateProps) {
  const gate = gateOn(definition, from, to)
  const words = gateWords(gate)
  if (!words) return null
  return (
    <Popover width={320} shadow="none" withArrow={false} position="bottom">
      <Popover.Target>
        <button type="button" className={styles.gate} aria-label={`Gate from ${from.label} to ${to.label}: ${words}`}>
          <span>{words}</span>
          <i aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.gateOpen!}>
        <h3>
          {from.label} → {to.label}
        </h3>
        <p>A case passes when all of this is true. What is missing is said before anybody tries.</p>
        {(Object.keys(kinds) as (keyof typeof kinds)[])
          .filter((kind) => gate[kind].length > 0)
          .map((kind) => (
            <div key={kind}>
              <h4>{kinds[kind]}</h4>
              <ul>
                {gate[kind].map((each) => (
                  <li key={each}>{each || 'a new one'}</li>
                ))}
              </ul>
            </div>
          ))}
        <button type="button" className={styles.toStage} onClick={() => onChoose(from.key)}>
          Change {from.label || 'the stage'}
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}
