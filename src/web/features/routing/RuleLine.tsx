import type { Drawn } from './draft.ts'
import styles from './routing.module.css'
import { type RuleNames, type RulePart, type RuleSlot, ruleExtras, ruleSentence, textOf } from './ruleWords.ts'

interface Props {
  line: Drawn
  names: RuleNames
  taken: { of: number; by: number } | null
  /** Why it will never take a case, or what it names that is gone. */
  doubts: readonly string[]
  onOpen: ((at: RuleSlot | null) => void) | null
}

/** One rule as a sentence, above it what it replaces, below it what else it sets and how many cases it takes. */
export function RuleLine({ line: { rule, state, before }, names, taken, doubts, onOpen }: Props) {
  const sentence = ruleSentence(rule, names)
  const was = before && textOf(ruleSentence(before, names))
  return (
    <div>
      {was && was !== textOf(sentence) && <s className={styles.was}>{was}</s>}
      <p className={styles.sentence}>
        <Parts parts={sentence} onOpen={onOpen} />
      </p>
      <p className={styles.extras}>
        {onOpen ? (
          <button type="button" className={styles.name} onClick={() => onOpen(null)}>
            {rule.name}
          </button>
        ) : (
          <span>{rule.name}</span>
        )}
        {rule.disabled && <span>not tried</span>}
        {ruleExtras(rule, names).map((part) => (
          <span key={part.text}>
            <Parts parts={[part]} onOpen={onOpen} />
          </span>
        ))}
        {taken && !rule.disabled && (
          <span>
            {taken.by === 0 ? 'none' : taken.by} of the last {taken.of} cases
          </span>
        )}
        {state !== 'same' && <em>{state === 'new' ? 'New, not published' : 'Changed, not published'}</em>}
      </p>
      {doubts.map((doubt) => (
        <p key={doubt} className={styles.doubt}>
          {doubt}
        </p>
      ))}
    </div>
  )
}

function Parts({ parts, onOpen }: { parts: RulePart[]; onOpen: Props['onOpen'] }) {
  return parts.map(({ text, slot }, at) =>
    slot && onOpen ? (
      <button key={at} type="button" className={styles.slot} onClick={() => onOpen(slot)}>
        {text}
      </button>
    ) : (
      <span key={at} className={slot && styles.word}>
        {text}
      </span>
    ),
  )
}
