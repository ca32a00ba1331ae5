import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import type { PolicyTargets, SlaPolicy } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { calendarsQuery } from '../calendars/queries.ts'
import { OpenedNow } from './OpenedNow.tsx'
import { TargetMatrix } from './TargetMatrix.tsx'
import { type Matrix, matrixOf, targetsOf } from './targets.ts'

interface Props {
  policy: SlaPolicy
  applies: string
  mayEdit: boolean
  order: ReactNode
}

type Reach = 'new_cases' | 'open_cases_too'

/** One promise: a target for each clock and priority, with what it would mean beside it. */
export function PolicyEditor({ policy, applies, mayEdit, order }: Props) {
  const cache = useQueryClient()
  const formId = useId()
  const [reach, setReach] = useState<Reach>('new_cases')
  const calendars = useQuery(calendarsQuery).data?.items ?? []
  const { form, submit, pending, problem, conflict } = useRecordForm<
    SlaPolicy,
    { name: string; targets: Matrix },
    { name: string; targets: PolicyTargets }
  >({
    what: policy.name,
    record: policy,
    valuesOf: (known) => ({ name: known?.name ?? '', targets: matrixOf(known?.targets ?? {}) }),
    bodyOf: ({ name, targets }) => ({ name: name.trim(), targets: targetsOf(targets, policy.targets)! }),
    labels: { name: 'Name', targets: 'Targets' },
    validate: { name: (name) => (name.trim() ? null : 'A policy needs a name') },
    change: ({ id }, body) => api.sla.changePolicy({ params: { id }, body: { ...body, appliesTo: reach } }),
    onSaved: () => cache.invalidateQueries({ queryKey: ['policies'] }),
  })
  const { targets } = form.getValues()
  const readable = targetsOf(targets, policy.targets)
  const changed = form.isDirty()
  return (
    <>
      <RoomHead
        title={policy.name}
        said={
          changed ? (
            <>
              <b>Version {policy.version + 1}, not published.</b> What it replaces stands struck through.
            </>
          ) : (
            <>
              <b>Version {policy.version}.</b> Applies when: {applies}.
            </>
          )
        }
      >
        {mayEdit && (
          <Button type="submit" form={formId} loading={pending} disabled={!changed || !readable}>
            Publish version {policy.version + 1}
          </Button>
        )}
      </RoomHead>
      <div className={studio.body} data-order data-side>
        {order}
        <form id={formId} className={studio.main} onSubmit={submit}>
          {problem && (
            <p className={studio.problem} role="alert">
              {problem}
            </p>
          )}
          <section className={studio.narrow} aria-label="Policy">
            <TextInput label="Name" disabled={!mayEdit} {...form.getInputProps('name')} />
          </section>
          <section aria-label="Targets">
            <h2 className={studio.label}>
              Targets <span>such as 4 h or 1 h 30 m; empty is no clock</span>
            </h2>
            <TargetMatrix
              matrix={targets}
              before={matrixOf(policy.targets)}
              disabled={!mayEdit}
              onChange={(next) => form.setFieldValue('targets', next)}
            />
          </section>
        </form>
        <div className={studio.side}>
          {mayEdit && (
            <section aria-label="Whom a change reaches">
              <h2 className={studio.title}>Whom a change reaches</h2>
              <SegmentedControl
                my={8}
                aria-label="Whom a change reaches"
                value={reach}
                onChange={(next) => setReach(next as Reach)}
                data={[
                  { value: 'new_cases', label: 'New cases only' },
                  { value: 'open_cases_too', label: 'Open cases too' },
                ]}
              />
              <p className={studio.sub}>
                {reach === 'new_cases'
                  ? 'Cases that are open keep the version they were promised.'
                  : 'Due dates of open cases move. One that is then over its target is breached from that instant, never back-dated.'}
              </p>
            </section>
          )}
          <OpenedNow targets={readable} calendar={calendars.find((each) => each.isDefault) ?? calendars[0]} />
        </div>
      </div>
      {conflict}
    </>
  )
}
