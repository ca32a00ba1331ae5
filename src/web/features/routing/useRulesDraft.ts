import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import { useMe } from '../../app/session.ts'
import { newId } from '../../ui/newId.ts'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { skillsQuery } from '../people/queries.ts'
import { type Draft, drawn, isSame, keepDraft, keptDraft, withRule } from './draft.ts'
import { rulesEffectQuery, rulesQuery } from './queries.ts'
import type { RuleNames } from './ruleWords.ts'

const byId = (list: readonly { id: string; name: string }[] = []) =>
  new Map(list.map(({ id, name }): [string, string] => [id, name]))

/** The rules as they are published, and as they are being drawn here. */
export function useRulesDraft(queues: readonly Queue[] | undefined) {
  const query = useQuery(rulesQuery)
  const { id: me, rights } = useMe()
  const [kept, setKept] = useState(() => (rights.includes('settings.edit') ? keptDraft(me) : null))
  const skills = useQuery(skillsQuery).data?.items
  const list = query.data
  // What somebody else published meanwhile may be just that.
  const draft = kept && list && isSame(kept.rules, list.rules) ? null : kept
  const rules = draft?.rules ?? list?.rules ?? []
  const effect = useQuery({ ...rulesEffectQuery(rules), enabled: list !== undefined }).data
  const conditions = [...(list?.rules ?? []), ...rules].flatMap((rule) => rule.conditions)
  const choices = useConditionChoices(conditions)
  const names: RuleNames = { conditions: choices.names, queues: byId(queues), skills: byId(skills) }
  /** In this browser, so that going elsewhere loses nothing. */
  const keep = (next: Draft | null) => {
    keepDraft(me, next)
    setKept(next)
  }
  const draw = (next: IntakeRule[]) => {
    if (!list) return
    const back = !draft || draft.version === list.version
    keep(back && isSame(next, list.rules) ? null : { version: draft?.version ?? list.version, rules: next })
  }
  return {
    query,
    list,
    rules,
    names,
    isDrawn: draft !== null,
    /** Of the rules of the draft, those that are new or changed. */
    changed: drawn(list?.rules ?? [], rules).flatMap(({ rule, state }) => (state === 'same' ? [] : [rule.id])),
    version: draft?.version,
    taken: effect && effect.cases > 0 ? { of: effect.cases, by: effect.taken } : null,
    doubts: effect?.doubts ?? [],
    draw,
    put: (rule: IntakeRule) => draw(withRule(rules, rule)),
    discard: () => keep(null),
    /** What a new rule begins with. */
    blank: (queueId: string): IntakeRule => ({
      id: newId(),
      name: '',
      conditions: [],
      queueId,
      skills: [],
      priority: null,
      disabled: false,
    }),
  }
}
