import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import type { DrawnDefinition, PolicyDraft } from '../../../features/sla/contract/policy-history.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { NoticeAct } from '../../ui/NoticeAct.tsx'
import type { Form } from '../../ui/useRecordForm.tsx'
import { isWhole } from '../cases/conditions/asked.ts'
import type { Reach } from './PublishPolicy.tsx'
import type { DrawnPolicy } from './policyChanges.ts'
import { policyDraftQuery } from './queries.ts'
import { matrixOf, type Promised, promisedBy } from './targets.ts'

export const asDrawn = ({ name, conditions, ...promised }: Promised & Pick<ShownPolicy, 'name' | 'conditions'>) =>
  ({ name, conditions, targets: matrixOf(promised) }) satisfies DrawnPolicy

/** As the server keeps it; null while something of it cannot be read. */
function readable({ name, conditions, targets }: DrawnPolicy, before: Promised): DrawnDefinition | null {
  const promised = promisedBy(targets, before)
  return promised && name.trim() && isWhole(conditions) ? { name: name.trim(), conditions, ...promised } : null
}

interface Known {
  /** Of the draft; null where there is none. */
  version: number | null
  /** What the form held then. */
  text: string
}

interface Asked {
  policy: ShownPolicy | null
  /** What a new one begins with, and what the form does not show. */
  before: Promised
  form: Form<DrawnPolicy>
  mayEdit: boolean
  /** Whom it reaches once it is published. */
  reach: Reach
}

/** What is drawn of a policy, by whomever: kept on the server until it is published or thrown away. */
export function usePolicyDraft({ policy, before, form, mayEdit, reach }: Asked) {
  const cache = useQueryClient()
  const go = useGo()
  const of = policy?.id ?? 'new'
  const query = policyDraftQuery(of)
  const kept = useQuery({ ...query, enabled: mayEdit }).data
  const draft = kept?.draft ?? null
  const [known, setShown] = useState<Known | null>(null)
  /** As it is by now, also for what began before this was drawn. */
  const latest = useRef<Known | null>(null)
  const setKnown = (next: Known | null) => {
    latest.current = next
    setShown(next)
  }
  const [theirs, setTheirs] = useState<PolicyDraft | null>(null)
  const drawn = form.getValues()
  const text = JSON.stringify(drawn)
  const [settled] = useDebouncedValue(text, 500)
  const dirty = form.isDirty()
  const put = ({ name, conditions, targets }: DrawnPolicy) => {
    form.setFieldValue('name', name)
    form.setFieldValue('conditions', conditions)
    form.setFieldValue('targets', targets)
  }
  const putDraft = (next: PolicyDraft) => {
    const shown = asDrawn(next.policy)
    put(shown)
    setKnown({ version: next.version, text: JSON.stringify(shown) })
  }
  const take = (next: PolicyDraft | null) => cache.setQueryData(query.queryKey, { draft: next })
  const save = useMutation({
    mutationFn: async ({ what, over }: { what: DrawnDefinition | null; over: number | null; text: string }) => {
      await cache.cancelQueries({ queryKey: query.queryKey })
      const params = { id: of }
      const basedOn = draft?.basedOn ?? policy?.version ?? 0
      if (what) return api.sla.savePolicyDraft({ params, body: { version: over, basedOn, policy: what } })
      if (over !== null) await api.sla.discardPolicyDraft({ params, query: { version: over } })
      return null
    },
    onSuccess: (next, { text }) => {
      take(next)
      setTheirs(null)
      setKnown({ version: next?.version ?? null, text })
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return
      const current = (error.detail.current as PolicyDraft | null) ?? null
      // One that was published or thrown away meanwhile is begun anew by what is drawn here.
      if (current) setTheirs(current)
      else setKnown(latest.current && { ...latest.current, version: null })
    },
  })
  const met = save.error instanceof ApiProblem && save.error.code === 'changed_meanwhile'
  const { mutateAsync, reset } = save
  /** The last save, and whether what is drawn is being published: nothing is kept of it from then on. */
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const publishing = useRef(false)
  const keep = (drawing: Parameters<typeof mutateAsync>[0]) => {
    saving.current = mutateAsync(drawing).catch(() => undefined)
  }
  const what = dirty || !policy ? readable(drawn, before) : null
  useEffect(() => {
    if (!kept || theirs || save.isPending || (known && known.version === (draft?.version ?? null))) return
    // What is drawn here and not kept yet is never put away: the server says when the two meet.
    if (!known && !dirty && draft) putDraft(draft)
    else if (known && draft && known.text === text) putDraft(draft)
    else if (!known) setKnown({ version: null, text: dirty ? '' : text })
  }, [kept, draft, known, theirs, save.isPending, dirty, text])
  const failed = save.error !== null && !met && save.variables?.text === settled
  const waits = mayEdit && known !== null && theirs === null && settled === text && known.text !== text
  const ready = waits && !save.isPending && !failed && (what !== null || (policy !== null && !dirty))
  useEffect(() => {
    if (!ready || publishing.current) return
    keep({ what, over: known?.version ?? null, text })
  }, [ready, text, known?.version, mutateAsync])
  /** Publishes with the version of the draft that ends by it, once whatever is on its way has been kept. */
  const publish = async <T,>(act: (to: { appliesTo: Reach; draft?: number }) => Promise<T>): Promise<T> => {
    publishing.current = true
    try {
      await saving.current
      const version = latest.current?.version ?? null
      return await act({ appliesTo: reach, ...(version !== null && { draft: version }) })
    } catch (error) {
      publishing.current = false
      throw error
    }
  }
  const discard = () => {
    reset()
    const over = known?.version ?? null
    if (policy) put(asDrawn(policy))
    keep({ what: null, over, text: JSON.stringify(policy ? asDrawn(policy) : drawn) })
    if (!policy) return go('/studio/sla')
    notifications.show({
      message: (
        <NoticeAct act="Undo" onAct={() => put(drawn)}>
          The draft of {policy.name} is thrown away.
        </NoticeAct>
      ),
    })
  }
  return {
    dirty,
    /** As the server has it. */
    draft,
    /** What of it was not kept, in words. */
    trouble: failed ? wordsOf(save.error!) : dirty && what === null ? 'something of it cannot be read' : null,
    isKept: known?.text === text,
    publish,
    put,
    discard,
    /** It was published, and is no more. */
    forget: () => take(null),
    /** Somebody else went on with it meanwhile: theirs stays, or what is drawn here goes over it. */
    theirs,
    keepTheirs: () => {
      if (!theirs) return
      take(theirs)
      putDraft(theirs)
      setTheirs(null)
    },
    insist: () => theirs && keep({ what, over: theirs.version, text }),
  }
}
