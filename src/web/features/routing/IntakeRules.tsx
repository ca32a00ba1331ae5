import type { Queue } from '../../../features/routing/contract/queues.ts'
import type { IntakeRule, RuleDoubt } from '../../../features/routing/contract/rules.ts'
import { OrderArrows } from '../../ui/OrderArrows.tsx'
import { moved } from '../../ui/order.ts'
import studio from '../../ui/studio.module.css'
import { useOrderByDrag } from '../../ui/useOrderByDrag.ts'
import { doubtWords } from './doubtWords.ts'
import { drawn, dropped } from './draft.ts'
import { minutesText } from './minutes.ts'
import { RuleLine } from './RuleLine.tsx'
import styles from './routing.module.css'
import type { RuleNames, RuleSlot } from './ruleWords.ts'

interface Props {
  published: IntakeRule[]
  /** As they stand in the draft, if there is one. */
  rules: IntakeRule[]
  fallback: Queue | undefined
  names: RuleNames
  /** How many of the last cases each rule would take. */
  taken: { of: number; by: Record<string, number> } | null
  doubts: readonly RuleDoubt[]
  /** None where nothing can be changed. */
  onDraft: ((rules: IntakeRule[]) => void) | null
  onOpen: (id: string, at: RuleSlot | null) => void
}

/** The rules by which cases come into queues, in the order in which they are tried; moved by dragging or by their arrows. */
export function IntakeRules({ published, rules, fallback, names, taken, doubts, onDraft, onOpen }: Props) {
  const lines = drawn(published, rules)
  const move = onDraft && ((from: number, to: number) => onDraft(moved(rules, from, to)))
  const dragOf = useOrderByDrag(move)
  return (
    <section aria-label="Rules">
      <h2 className={studio.label}>
        Rules <span>tried from the top when a case comes in; the first that matches counts</span>
      </h2>
      <ol className={styles.rules}>
        {lines.map((line, at) => (
          <li key={line.rule.id} data-off={line.rule.disabled || undefined} {...dragOf(at)}>
            <span className="num">{at + 1}</span>
            <RuleLine
              line={line}
              names={names}
              taken={taken && { of: taken.of, by: taken.by[line.rule.id] ?? 0 }}
              doubts={doubts
                .filter(({ ruleId }) => ruleId === line.rule.id)
                .map((each) => doubtWords(each, rules, names))}
              onOpen={onDraft && ((slot) => onOpen(line.rule.id, slot))}
            />
            {move && (
              <OrderArrows
                className={styles.arrows}
                name={line.rule.name}
                first={at === 0}
                last={at === lines.length - 1}
                onMove={(by) => move(at, at + by)}
              />
            )}
          </li>
        ))}
        <li>
          <span className="num">{lines.length + 1}</span>
          <div>
            <p className={styles.sentence}>
              If <b className={styles.word}>nothing above matches</b>, where its mailbox or its type says, else to{' '}
              <b className={styles.word}>{fallback?.name ?? 'the default queue'}</b>.
            </p>
            <p className={styles.extras}>
              {fallback &&
                `nobody waits forever in silence: ${fallback.dutyHolder.name} is told after ${minutesText(fallback.routingMinutes, fallback.countsIn)}${fallback.countsIn === 'open_hours' ? ' of opening hours' : ''}`}
            </p>
          </div>
        </li>
      </ol>
      {onDraft && (
        <p className={styles.below}>
          <button type="button" className={studio.add} onClick={() => onOpen('new', null)}>
            Add a rule
          </button>
          {dropped(published, rules).map((rule) => (
            <span key={rule.id}>
              <s>{rule.name}</s> goes when this is published.{' '}
              <button type="button" className={studio.add} onClick={() => onDraft([...rules, rule])}>
                Keep it
              </button>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}
