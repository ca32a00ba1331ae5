import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import type { RulesDraft } from '../../../features/routing/contract/rules-draft.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { wordsOf } from '../../ui/forms.ts'
import { newId } from '../../ui/newId.ts'
import { useConditionChoices } from '../cases/conditions/useConditionChoices.ts'
import { skillsQuery } from '../people/queries.ts'
import { drawn, isSame, withRule } from './draft.ts'
import { rulesDraftQuery, rulesEffectQuery, rulesQuery } from './queries.ts'
import type { RuleNames } from './ruleWords.ts'

const byId = (list: readonly { id: string; name: string }[] = []) =>
  new Map(list.map(({ id, name }): [string, string] => [id, name]))

/** The rules as they are published, and as they are being drawn: by whomever, kept on the server. */
export function useRulesDraft(queues: readonly Queue[] | undefined) {
  const cache = useQueryClient()
  const mayEdit = useMe().rights.includes('settings.edit')
  const query = useQuery(rulesQuery)
  const kept = useQuery(rulesDraftQuery)
  // What was drawn here and is on its way to the server.
  const [mine, setMine] = useState<IntakeRule[] | null>(null)
  const [theirs, setTheirs] = useState<RulesDraft | null>(null)
  const skills = useQuery(skillsQuery).data?.items
  const list = query.data
  const draft = kept.data?.draft ?? null
  const rules = mine ?? draft?.rules ?? list?.rules ?? []
  const effect = useQuery({ ...rulesEffectQuery(rules), enabled: list !== undefined && kept.data !== undefined }).data
  const conditions = [...(list?.rules ?? []), ...rules].flatMap((rule) => rule.conditions)
  const choices = useConditionChoices(conditions)
  const names: RuleNames = { conditions: choices.names, queues: byId(queues), skills: byId(skills) }
  const take = (next: RulesDraft | null) => cache.setQueryData(rulesDraftQuery.queryKey, { draft: next })
  const save = useMutation({
    mutationFn: async ({ what, over }: { what: IntakeRule[]; over: RulesDraft | null }) => {
      await cache.cancelQueries({ queryKey: rulesDraftQuery.queryKey })
      const basedOn = over?.basedOn ?? list!.version
      if (basedOn !== list!.version || !isSame(what, list!.rules))
        return api.routing.saveRulesDraft({ body: { version: over?.version ?? null, basedOn, rules: what } })
      if (over) await api.routing.discardRulesDraft({ query: { version: over.version } })
      return null
    },
    onSuccess: (next, { what }) => {
      take(next)
      setTheirs(null)
      setMine((now) => (now === what ? null : now))
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return
      const current = (error.detail.current as RulesDraft | null) ?? null
      // One that was thrown away meanwhile is begun anew by what is drawn here.
      if (current) setTheirs(current)
      else take(null)
    },
  })
  const met = save.error instanceof ApiProblem && save.error.code === 'changed_meanwhile'
  const waits = mayEdit && mine !== null && theirs === null && !save.isPending && (save.error === null || met)
  const { mutate, reset } = save
  useEffect(() => {
    if (waits) mutate({ what: mine, over: draft })
  }, [waits, mine, draft, mutate])
  const draw = (next: IntakeRule[]) => {
    if (!list) return
    reset()
    setMine(next)
  }
  return {
    query,
    list,
    rules,
    names,
    /** As it is kept; null while there is none, or it is on its way. */
    draft,
    isDrawn: mine !== null || draft !== null,
    isKept: mine === null,
    trouble: save.error && !met ? wordsOf(save.error) : null,
    version: draft?.basedOn ?? list?.version,
    /** Of the rules of the draft, those that are new or changed. */
    changed: drawn(list?.rules ?? [], rules).flatMap(({ rule, state }) => (state === 'same' ? [] : [rule.id])),
    taken: effect && effect.cases > 0 ? { of: effect.cases, by: effect.taken } : null,
    doubts: effect?.doubts ?? [],
    draw,
    put: (rule: IntakeRule) => draw(withRule(rules, rule)),
    discard: () => {
      setMine(null)
      if (draft) mutate({ what: list!.rules, over: { ...draft, basedOn: list!.version } })
    },
    /** It was published, and is no more. */
    forget: () => {
      setMine(null)
      take(null)
    },
    /** Somebody else went on with it meanwhile: theirs stays, or what is drawn here goes over it. */
    theirs,
    keepTheirs: () => {
      setMine(null)
      take(theirs)
      setTheirs(null)
    },
    insist: () => mine && mutate({ what: mine, over: theirs }),
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
