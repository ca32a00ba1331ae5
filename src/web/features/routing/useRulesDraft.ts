import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { skillsQuery } from '../people/queries.ts'
import { withRule } from './draft.ts'
import { rulesEffectQuery, rulesQuery } from './queries.ts'
import type { RuleNames } from './ruleWords.ts'

interface Draft {
  /** What it was made from: somebody may publish another one meanwhile. */
  version: number
  rules: IntakeRule[]
}

const byId = (list: readonly { id: string; name: string }[] = []) =>
  new Map(list.map(({ id, name }): [string, string] => [id, name]))

/** The rules as they are published, and as they are being drawn here. */
export function useRulesDraft(queues: readonly Queue[] | undefined) {
  const query = useQuery(rulesQuery)
  const [draft, setDraft] = useState<Draft | null>(null)
  const skills = useQuery(skillsQuery).data?.items
  const list = query.data
  const rules = draft?.rules ?? list?.rules ?? []
  const effect = useQuery({ ...rulesEffectQuery(rules), enabled: list !== undefined }).data
  const conditions = [...(list?.rules ?? []), ...rules].flatMap((rule) => rule.conditions)
  const choices = useConditionChoices(conditions)
  const names: RuleNames = { conditions: choices.names, queues: byId(queues), skills: byId(skills) }
  const draw = (next: IntakeRule[]) => {
    if (!list) return
    const back = !draft || draft.version === list.version
    setDraft(
      back && JSON.stringify(next) === JSON.stringify(list.rules)
        ? null
        : { version: draft?.version ?? list.version, rules: next },
    )
  }
  return {
    query,
    list,
    rules,
    names,
    isDrawn: draft !== null,
    version: draft?.version,
    taken: effect && effect.cases > 0 ? { of: effect.cases, by: effect.taken } : null,
    draw,
    put: (rule: IntakeRule) => draw(withRule(rules, rule)),
    discard: () => setDraft(null),
    /** What a new rule begins with. */
    blank: (queueId: string): IntakeRule => ({
      id: crypto.randomUUID(),
      name: '',
      conditions: [],
      queueId,
      skills: [],
      priority: null,
      disabled: false,
    }),
  }
}
