import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { IconCheck, IconCircle } from '../../ui/icons.ts'
import styles from '../../ui/why.module.css'
import { ApprovalAsk, isApproval } from '../approvals/ApprovalAsk.tsx'
import { AskLabel } from './AskLabel.tsx'
import { BeginWork } from './BeginWork.tsx'
import { FieldAsk } from './FieldAsk.tsx'
import { isOfForm } from './gates.ts'

/** What a gate asks for, each with who met it or holds it up. */
export function GateAsks({ asks, number, can }: { asks: Requirement[]; number: string; can: boolean }) {
  const missing = asks.filter((ask) => !ask.met).length
  if (asks.length === 0) return <p className={styles.gateEnd}>This gate asks for nothing.</p>
  return (
    <>
      <ul className={styles.asks}>
        {asks.map((ask) => (
          <li key={ask.taskId ?? ask.key} data-met={ask.met || undefined}>
            {ask.met ? (
              <IconCheck size={14} stroke={2} aria-label="Met" />
            ) : (
              <IconCircle size={14} stroke={1.6} aria-label="Missing" />
            )}
            {isOfForm(ask) ? (
              <FieldAsk label={ask.label} />
            ) : isApproval(ask) ? (
              <ApprovalAsk label={ask.label} />
            ) : (
              <AskLabel ask={ask} />
            )}
            <small>
              <Holds ask={ask} number={number} can={can} />
            </small>
          </li>
        ))}
      </ul>
      <p className={styles.gateEnd}>{missing ? `Closed: ${missing} of ${asks.length} missing` : 'Open'}</p>
    </>
  )
}

/** Who met it, who holds it up, or the stage where its work waits to be begun. */
function Holds({ ask, number, can }: { ask: Requirement; number: string; can: boolean }) {
  const { met, metBy, holds, stage } = ask
  if (met) return metBy
  if (stage && !stage.begun) return <BeginWork number={number} stage={stage} can={can} />
  return [holds, stage && `in ${stage.label}`].filter(Boolean).join(', ')
}
