import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { IntakeRule, RuleDoubt, RuleList } from '../../../features/routing/contract/rules.ts'
import type { RulesDraft } from '../../../features/routing/contract/rules-draft.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { doubtWords } from './doubtWords.ts'
import { rulesEffectQuery, rulesQuery } from './queries.ts'
import styles from './routing.module.css'
import { listedRules, type RuleNames } from './ruleWords.ts'

interface Props {
  draft: RulesDraft
  /** Ids of those that are new or changed. */
  changed: readonly string[]
  names: RuleNames
  /** Published, or left as somebody else published meanwhile. */
  onDone: () => void
  onClose: () => void
}

/** What the draft would have meant for the last cases, and the act that makes it hold. */
export function PublishRules({ draft, changed, names, onDone, onClose }: Props) {
  const { rules, basedOn, version } = draft
  const cache = useQueryClient()
  const effect = useQuery(rulesEffectQuery(rules))
  const [theirs, setTheirs] = useState<RuleList | null>(null)
  const done = () => {
    void cache.invalidateQueries({ queryKey: rulesQuery.queryKey })
    onDone()
  }
  const publish = useMutation({
    mutationFn: (over: number) => api.routing.saveIntakeRules({ body: { version: over, rules, draft: version } }),
    onSuccess: (saved) => {
      cache.setQueryData(rulesQuery.queryKey, saved)
      done()
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'changed_meanwhile')
        setTheirs((error.detail.current as RuleList | undefined) ?? null)
    },
  })
  return (
    <Sheet title={`Publish version ${basedOn + 1}`} onClose={onClose} size={640}>
      <SheetForm
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          publish.mutate(basedOn)
        }}
        onCancel={onClose}
        problem={publish.error && !theirs ? wordsOf(publish.error) : null}
        pending={publish.isPending}
        act={`Publish version ${basedOn + 1}`}
        note="Cases that come in from now on follow it; those that are here stay where they are."
      >
        <section data-wide className={styles.effect} aria-label="What it would have meant" aria-live="polite">
          <Known query={effect} what="What it would have meant" lines={3}>
            {({ cases, moved, taken, doubts, sample }) => (
              <>
                <Doubts
                  said={[
                    ...doubts.map((doubt) => ({ id: doubt.ruleId, text: doubtWords(doubt, rules, names) })),
                    ...unseen(rules, changed, taken, doubts).map(({ id }) => ({
                      id,
                      text: `None of the last ${counted(cases, 'case')} would have matched it.`,
                    })),
                  ]}
                  rules={rules}
                />
                <b>
                  {moved === 0
                    ? `None of the last ${counted(cases, 'case')} would have gone to another queue.`
                    : `Of the last ${counted(cases, 'case')} ${moved} would have gone to another queue:`}
                </b>
                <ul>
                  {sample.map(({ caseId, number, subject, from, to, rule }) => (
                    <li key={caseId}>
                      <Go to={`/cases/${number}`}>{subject}</Go>
                      <small>
                        {number}: {to.name} instead of {from.name}
                        {rule && `, by ${rule.name}`}
                      </small>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Known>
        </section>
      </SheetForm>
      {theirs && (
        <Conflict
          what="The list of rules"
          fields={[{ name: 'Rules', yours: listedRules(rules, names), theirs: listedRules(theirs.rules, names) }]}
          onKeepTheirs={() => setTheirs(null)}
          onUseYours={() => {
            setTheirs(null)
            publish.mutate(theirs.version)
          }}
        />
      )}
    </Sheet>
  )
}

interface Said {
  id: string
  text: string
}

/** What to look at before publishing; none of it forbids it. */
function Doubts({ said, rules }: { said: readonly Said[]; rules: readonly IntakeRule[] }) {
  if (said.length === 0) return null
  return (
    <ul className={styles.doubts} aria-label="To look at before">
      {said.map(({ id, text }) => {
        const at = rules.findIndex((rule) => rule.id === id)
        return (
          <li key={`${id} ${text}`}>
            <b>
              {at + 1}. {rules[at]?.name}
            </b>{' '}
            {text}
          </li>
        )
      })}
    </ul>
  )
}

/** New and changed rules that none of the last cases would have met, where nothing else says why. */
const unseen = (
  rules: readonly IntakeRule[],
  changed: readonly string[],
  taken: Readonly<Record<string, number>>,
  doubts: readonly RuleDoubt[],
) =>
  rules.filter(
    ({ id, disabled }) =>
      !disabled && changed.includes(id) && !taken[id] && doubts.every(({ ruleId }) => ruleId !== id),
  )
