import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import { useGo } from '../../ui/address.ts'
import { NoticeAct } from '../../ui/NoticeAct.tsx'
import type { Form } from '../../ui/useRecordForm.tsx'
import { forgetPolicy, keepPolicy, keptPolicy } from './keptPolicy.ts'
import type { DrawnPolicy } from './policyChanges.ts'
import { matrixOf } from './targets.ts'

export const asDrawn = ({ name, conditions, ...promised }: ShownPolicy): DrawnPolicy => ({
  name,
  conditions,
  targets: matrixOf(promised),
})

/** Keeps what is drawn of a policy on this device until it is published or thrown away. */
export function usePolicyDraft(policy: ShownPolicy | null, form: Form<DrawnPolicy>, mayEdit: boolean) {
  const go = useGo()
  const [id, version] = [policy?.id ?? null, policy?.version ?? 0]
  const drawn = form.getValues()
  const put = ({ name, conditions, targets }: DrawnPolicy) => {
    form.setFieldValue('name', name)
    form.setFieldValue('conditions', conditions)
    form.setFieldValue('targets', targets)
  }
  useEffect(() => {
    const kept = mayEdit ? keptPolicy(id, version) : null
    if (kept) put(kept)
  }, [])
  const dirty = form.isDirty()
  useEffect(() => {
    if (dirty) keepPolicy(id, version, drawn)
    else forgetPolicy(id)
  }, [dirty, id, version, drawn])
  const discard = () => {
    forgetPolicy(id)
    if (!policy) return go('/studio/sla')
    put(asDrawn(policy))
    notifications.show({
      message: (
        <NoticeAct act="Undo" onAct={() => put(drawn)}>
          The draft of {policy.name} is thrown away.
        </NoticeAct>
      ),
    })
  }
  return { dirty, discard, forget: () => forgetPolicy(id) }
}
