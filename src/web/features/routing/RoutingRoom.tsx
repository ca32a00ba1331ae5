import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { Known } from '../../ui/Known.tsx'
import studio from '../../ui/studio.module.css'
import { Fairness } from './Fairness.tsx'
import { IntakeRuleSheet } from './IntakeRuleSheet.tsx'
import { IntakeRules } from './IntakeRules.tsx'
import { PeopleWithRoom } from './PeopleWithRoom.tsx'
import { PublishRules } from './PublishRules.tsx'
import { QueueList } from './QueueList.tsx'
import { QueueSheet } from './QueueSheet.tsx'
import { queuesQuery, weightsQuery } from './queries.ts'
import type { Slot } from './queueWords.ts'
import { RulesHead } from './RulesHead.tsx'
import styles from './routing.module.css'
import { listedRules } from './ruleWords.ts'
import { Simulator } from './Simulator.tsx'
import { useRulesDraft } from './useRulesDraft.ts'
import { WeightsPart } from './WeightsPart.tsx'
import { WeightsSheet } from './WeightsSheet.tsx'

/** The rules with what they lead to, or how the work was given out. */
export function RoutingRoom() {
  return useQueryPart('of') === 'fairness' ? <Fairness /> : <Rules />
}

/** By which rules cases come into which queue, how each queue gives out its work, and who has room for it. */
function Rules() {
  const mayEdit = useMe().rights.includes('settings.edit')
  const setQuery = useSetQuery()
  const [chosen, chosenRule, sheet] = [useQueryPart('queue'), useQueryPart('rule'), useQueryPart('sheet')]
  const at = useQueryPart('at')
  const queues = useQuery(queuesQuery)
  const weights = useQuery(weightsQuery).data
  const draft = useRulesDraft(queues.data?.items)
  const queue = queues.data?.items.find(({ id }) => id === chosen) ?? null
  const rule = draft.rules.find(({ id }) => id === chosenRule) ?? null
  const first = queues.data?.items[0]
  const closeRule = () => setQuery({ rule: null, at: null })
  const { list } = draft
  return (
    <>
      <RulesHead drawing={draft} />
      <div className={`${studio.body} ${styles.body}`} data-side>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={studio.main} aria-label="Rules, queues and people" tabIndex={0}>
          <Known query={draft.query} what="The rules">
            {(known) => (
              <IntakeRules
                published={known.rules}
                rules={draft.rules}
                fallback={queues.data?.items.find(({ isDefault }) => isDefault)}
                names={draft.names}
                taken={draft.taken}
                doubts={draft.doubts}
                onDraft={mayEdit ? draft.draw : null}
                onOpen={(id, slot) => setQuery({ rule: id, at: slot })}
              />
            )}
          </Known>
          <section aria-label="Queues">
            <h2 className={studio.label}>
              Queues <span>who is asked, in which order, and who is told when nobody could take it</span>
            </h2>
            <Known query={queues} what="The queues">
              {({ items }) => (
                <QueueList queues={items} onOpen={mayEdit ? (id, slot) => setQuery({ queue: id, at: slot }) : null} />
              )}
            </Known>
          </section>
          <WeightsPart onOpen={mayEdit ? () => setQuery({ sheet: 'weights' }) : null} />
          <PeopleWithRoom />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={studio.side} aria-label="Try it" tabIndex={0}>
          <Simulator rules={draft.isDrawn ? draft.rules : null} names={draft.names.conditions} />
        </section>
      </div>
      {mayEdit && (queue || chosen === 'new') && (
        <QueueSheet
          key={chosen}
          queue={queue}
          at={at as Slot | null}
          onClose={() => setQuery({ queue: null, at: null })}
        />
      )}
      {mayEdit && first && (rule || chosenRule === 'new') && (
        <IntakeRuleSheet
          key={chosenRule}
          rule={rule ?? draft.blank(first.id)}
          isNew={!rule}
          at={at as null}
          queues={queues.data?.items ?? []}
          onSave={(saved) => {
            draft.put(saved)
            closeRule()
          }}
          onRemove={() => {
            draft.draw(draft.rules.filter(({ id }) => id !== rule?.id))
            closeRule()
          }}
          onClose={closeRule}
        />
      )}
      {mayEdit && sheet === 'publish' && list && draft.draft && (
        <PublishRules
          draft={draft.draft}
          changed={draft.changed}
          names={draft.names}
          onDone={() => {
            draft.forget()
            setQuery({ sheet: null })
          }}
          onClose={() => setQuery({ sheet: null })}
        />
      )}
      {mayEdit && sheet === 'weights' && weights && (
        <WeightsSheet weights={weights} onClose={() => setQuery({ sheet: null })} />
      )}
      {draft.theirs && (
        <Conflict
          what={`The draft of the rules, by ${draft.theirs.savedBy?.name ?? 'somebody else'},`}
          fields={[
            {
              name: 'Rules',
              yours: listedRules(draft.rules, draft.names),
              theirs: listedRules(draft.theirs.rules, draft.names),
            },
          ]}
          onKeepTheirs={draft.keepTheirs}
          onUseYours={draft.insist}
        />
      )}
    </>
  )
}
