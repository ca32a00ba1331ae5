import { Button, Menu } from '@mantine/core'
import type { Case } from '../../../features/cases/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconCheck, IconChevronDown } from '../../ui/icons.ts'
import styles from '../../ui/why.module.css'
import { GateAsks } from './GateAsks.tsx'
import { gateHere } from './gates.ts'
import { PassAnyway } from './PassAnyway.tsx'
import { useGoTo } from './useGoTo.ts'
import { isOver } from './words.ts'

/** The whole way of the case, the gate it stands before, and every stage it may go to now. */
export function WhyStage({ found, number }: { found: Case; number: string }) {
  const { next, asks } = gateHere(found)
  const missing = asks.filter((ask) => !ask.met).length
  const { goTo, isPending } = useGoTo(found, number)
  const others = found.stages.filter((stage) => stage.state !== 'here' && stage !== next && stage.allowed)
  return (
    <>
      <ol className={styles.stages}>
        {found.stages
          .filter((stage) => (!stage.aside && stage.status !== 'closed') || stage.state === 'here')
          .map((stage) => (
            <li key={stage.key} data-state={stage.state === 'to_come' ? 'ahead' : stage.state}>
              <i aria-hidden>
                {(stage.state === 'passed' || stage.state === 'worked') && <IconCheck size={10} stroke={3} />}
              </i>
              <span>
                {stage.label}
                {stage.state === 'skipped' && <em> skipped</em>}
                {stage.state === 'worked' && <em> done from an earlier stage</em>}
              </span>
              {stage.state === 'here' && <Instant at={found.stageSince} />}
            </li>
          ))}
      </ol>
      {!isOver(found.status) && (
        <>
          <div className={styles.gate}>
            <h3>{next ? `To go on to ${next.label}` : 'To resolve'}</h3>
            {asks.length > 0 ? <GateAsks asks={asks} number={number} can={found.can.work} /> : <p>Nothing is asked.</p>}
          </div>
          {next && <PassAnyway found={found} number={number} stage={next} />}
          {found.can.work && (
            <footer className={styles.foot}>
              <span>{missing ? `${missing} missing` : 'The gate is open'}</span>
              <span className={styles.acts}>
                {others.length > 0 && (
                  <Menu position="bottom-end" width={220}>
                    <Menu.Target>
                      <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.8} />}>
                        Go elsewhere
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {others.map((stage) => (
                        <Menu.Item key={stage.key} onClick={() => goTo(stage)}>
                          {stage.label}
                        </Menu.Item>
                      ))}
                    </Menu.Dropdown>
                  </Menu>
                )}
                {next && (
                  <Button
                    variant="default"
                    disabled={!next.allowed && !isOver(next.status)}
                    loading={isPending}
                    onClick={() => goTo(next)}
                  >
                    {isOver(next.status) ? 'Resolve' : 'Go on'}
                  </Button>
                )}
              </span>
            </footer>
          )}
        </>
      )}
    </>
  )
}
