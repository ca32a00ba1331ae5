import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import type { Condition } from '../../../features/cases/contract/conditions.ts'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { calendarsQuery } from '../calendars/queries.ts'
import { isWhole } from '../cases/conditions/asked.ts'
import { ConditionsEditor } from '../cases/conditions/ConditionsEditor.tsx'
import { typesQuery } from '../people/queries.ts'
import { offeredConditions } from './conditions.ts'
import { DraftConflict } from './DraftConflict.tsx'
import { EffectOnOpen } from './EffectOnOpen.tsx'
import { MilestonesEditor } from './MilestonesEditor.tsx'
import { pathNames } from './milestones.ts'
import { OpenedNow } from './OpenedNow.tsx'
import { PolicySaid } from './PolicySaid.tsx'
import { PolicyVersions } from './PolicyVersions.tsx'
import { Changes, PublishPolicy, type Reach } from './PublishPolicy.tsx'
import { conditionsOf, type DrawnPolicy, matrixWords, policyChanges } from './policyChanges.ts'
import { policiesQuery, recomputationsQuery } from './queries.ts'
import { Recomputations } from './Recomputations.tsx'
import { StepsEditor } from './StepsEditor.tsx'
import { TargetMatrix } from './TargetMatrix.tsx'
import { TryPolicies } from './TryPolicies.tsx'
import { matrixOf, type Promised, promisedBy } from './targets.ts'
import { ofPolicy, useEffectOnOpen } from './useEffectOnOpen.ts'
import { asDrawn, usePolicyDraft } from './usePolicyDraft.tsx'

interface Props {
  /** Null makes a new one. */
  policy: ShownPolicy | null
  /** Whose targets a new one begins with. */
  model: ShownPolicy | null
  names: ReadonlyMap<string, string>
  mayEdit: boolean
  order: ReactNode
}

type Values = DrawnPolicy
/** Targets and milestones are typed in one matrix, so they are sent together. */
type Body = { name: string; conditions: Condition[]; targets: Promised }

/** One promise: whom it is for, a target for each clock and priority, with what it would mean beside it. */
export function PolicyEditor({ policy, model, names, mayEdit, order }: Props) {
  const cache = useQueryClient()
  const go = useGo()
  const formId = useId()
  const id = policy?.id ?? null
  const [reach, setReach] = useState<Reach>('new_cases')
  const [asking, setAsking] = useState(false)
  const [priority, setPriority] = useState<Priority>('high')
  const [versions, setVersions] = useState(false)
  const calendars = useQuery(calendarsQuery).data?.items ?? []
  const paths = pathNames(useQuery(typesQuery).data?.items ?? [])
  const known = new Map([...names, ...calendars.map((each): [string, string] => [each.id, each.name])])
  const words = { of: known, ...paths }
  const before: Promised = policy ?? model ?? { targets: {}, milestones: [] }
  const refresh = () => cache.invalidateQueries({ queryKey: policiesQuery.queryKey })
  const { form, submit, pending, problem, conflict } = useRecordForm<ShownPolicy, Values, Body>({
    what: policy?.name ?? 'The policy',
    record: policy,
    began: () => drawing.draft?.basedOn,
    valuesOf: (known) => (known ? asDrawn(known) : { name: '', conditions: [], targets: matrixOf(before) }),
    bodyOf: ({ name, conditions, targets }) => ({
      name: name.trim(),
      conditions,
      targets: promisedBy(targets, before)!,
    }),
    labels: { name: 'Name', conditions: 'Conditions', targets: 'Targets' },
    words: { conditions: (asked) => conditionsOf(asked, known), targets: (of) => matrixWords(of, words) },
    validate: { name: (name) => (name.trim() ? null : 'A policy needs a name') },
    // The most particular promise is tried first, so that is where a new one begins.
    create: ({ targets: promised, ...body }) =>
      drawing.publish((to) => api.sla.createPolicy({ body: { ...body, ...promised, ...to, position: 0 } })),
    change: ({ id }, { targets: promised, ...body }) =>
      drawing.publish((to) => api.sla.changePolicy({ params: { id }, body: { ...body, ...promised, ...to } })),
    onSaved: (saved) => {
      drawing.forget()
      void refresh()
      if (reach === 'open_cases_too') void cache.invalidateQueries({ queryKey: recomputationsQuery.queryKey })
      go(`/studio/sla?policy=${saved.id}`)
    },
  })
  const drawing = usePolicyDraft({ policy, before, form, mayEdit, reach })
  const { dirty, discard } = drawing
  const rest = useMutation({
    mutationFn: (one: ShownPolicy) =>
      api.sla.changePolicy({
        params: { id: one.id },
        body: { version: one.version, disabled: !one.disabled, appliesTo: 'new_cases' },
      }),
    ...said,
    onSuccess: refresh,
  })
  const drawn = form.getValues()
  const { name, conditions, targets } = drawn
  const promised = promisedBy(targets, before)
  const readable = promised?.targets ?? null
  const changed = !policy || form.isDirty()
  const whole = promised !== null && isWhole(conditions)
  const version = (policy?.version ?? 0) + 1
  const draft =
    mayEdit && changed && whole
      ? { position: policy?.position ?? 0, name: name.trim() || 'New', conditions, ...promised }
      : null
  const counting = useEffectOnOpen(draft && { id, policy: draft }, ofPolicy)
  const changes = policy && dirty ? policyChanges(asDrawn(policy), drawn, words) : []
  return (
    <>
      <RoomHead
        title={policy?.name ?? 'New policy'}
        said={<PolicySaid policy={policy} names={names} drawing={drawing} changed={changed} />}
      >
        {policy && (
          <>
            <Button variant="subtle" color="gray" onClick={() => go(`/studio/sla?of=attainment&policy=${policy.id}`)}>
              Attainment
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setVersions(true)}>
              Versions
            </Button>
          </>
        )}
        {mayEdit && policy && !changed && (
          <Button variant="default" loading={rest.isPending} onClick={() => rest.mutate(policy)}>
            {policy.disabled ? 'Switch on' : 'Switch off'}
          </Button>
        )}
        {mayEdit && changed && (
          <Button variant="default" onClick={discard}>
            Discard draft
          </Button>
        )}
        {mayEdit && (
          <Button type="submit" form={formId} disabled={!changed || !whole}>
            {policy ? `Publish version ${version}` : 'Make policy'}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-order data-side>
        {order}
        <form
          id={formId}
          className={studio.main}
          tabIndex={mayEdit ? undefined : 0}
          onSubmit={(event) => {
            event.preventDefault()
            if (!form.validate().hasErrors && whole && changed) setAsking(true)
          }}
        >
          <Recomputations of={['policy_changed', 'contract_changed']} />
          <section className={studio.narrow} aria-label="Policy">
            <TextInput label="Name" disabled={!mayEdit} {...form.getInputProps('name')} />
          </section>
          <ConditionsEditor
            conditions={conditions}
            disabled={!mayEdit}
            offered={offeredConditions}
            onChange={(next) => form.setFieldValue('conditions', next)}
          />
          <section aria-label="Targets">
            <h2 className={studio.label}>
              Targets <span>such as 4 h or 1 h 30 m; empty is no clock</span>
            </h2>
            <TargetMatrix
              matrix={targets}
              before={matrixOf(before)}
              onPriority={setPriority}
              calendars={calendars}
              disabled={!mayEdit}
              onChange={(next) => form.setFieldValue('targets', next)}
            />
          </section>
          <StepsEditor
            matrix={targets}
            names={names}
            disabled={!mayEdit}
            onChange={(next) => form.setFieldValue('targets', next)}
          />
          <MilestonesEditor
            matrix={targets}
            disabled={!mayEdit}
            onChange={(next) => form.setFieldValue('targets', next)}
          />
        </form>
        <div className={studio.side}>
          {changes.length > 0 && <Changes changes={changes} />}
          {mayEdit && counting.effect && (
            <section aria-label="For open cases">
              <h2 className={studio.title}>If open cases follow</h2>
              <EffectOnOpen
                effect={counting.effect}
                problem={counting.problem}
                onCountAll={counting.countAll}
                most={5}
              />
            </section>
          )}
          <OpenedNow
            targets={readable}
            calendar={calendars.find((each) => each.isDefault) ?? calendars[0]}
            priority={priority}
            onPriority={setPriority}
          />
          <TryPolicies draft={draft && { id, policy: draft }} />
        </div>
      </div>
      {asking && (
        <PublishPolicy
          title={policy ? `Publish version ${version} of ${policy.name}` : `Make ${name.trim()}`}
          act={policy ? `Publish version ${version}` : 'Make policy'}
          changes={changes}
          reach={reach}
          onReach={setReach}
          counting={counting}
          problem={problem}
          pending={pending}
          onSubmit={submit}
          onClose={() => setAsking(false)}
        />
      )}
      {versions && policy && (
        <PolicyVersions
          policy={policy}
          names={words}
          onBegin={
            mayEdit
              ? (earlier) => {
                  drawing.put(earlier)
                  setVersions(false)
                }
              : null
          }
          onClose={() => setVersions(false)}
        />
      )}
      <DraftConflict policy={policy} drawing={drawing} drawn={drawn} names={words} />
      {conflict}
    </>
  )
}
