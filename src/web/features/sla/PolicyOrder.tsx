import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import { api } from '../../api.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { OrderArrows } from '../../ui/OrderArrows.tsx'
import { moved } from '../../ui/order.ts'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { useOrderByDrag } from '../../ui/useOrderByDrag.ts'
import { whenApplied } from './conditions.ts'
import styles from './policies.module.css'
import { policiesQuery } from './queries.ts'

interface Props {
  policies: ShownPolicy[]
  open: string | null
  names: ReadonlyMap<string, string>
  mayEdit: boolean
}

/** The policies in the order in which they are tried; moved by dragging, or by the arrows of the open one. */
export function PolicyOrder({ policies, open, names, mayEdit }: Props) {
  const cache = useQueryClient()
  const order = useMutation({
    mutationFn: (ids: string[]) => api.sla.orderPolicies({ body: { ids, appliesTo: 'new_cases' } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: policiesQuery.queryKey }),
  })
  const ids = policies.map(({ id }) => id)
  const move = (from: number, to: number) => order.mutate(moved(ids, from, to))
  const dragOf = useOrderByDrag(mayEdit ? move : null)
  return (
    <nav className={studio.order} aria-label="Policies, the first that applies counts">
      <ol>
        {policies.map((policy, at) => (
          <li key={policy.id} className={styles.place} {...dragOf(at)}>
            <Go
              to={`/studio/sla?policy=${policy.id}`}
              aria-current={policy.id === open ? 'true' : undefined}
              draggable={false}
            >
              <b>
                {at + 1}. {policy.name}
              </b>
              {policy.disabled ? 'switched off' : whenApplied(policy, names)}
            </Go>
            {mayEdit && policy.id === open && policies.length > 1 && (
              <OrderArrows
                name={policy.name}
                className={styles.arrows}
                first={at === 0 || order.isPending}
                last={at === policies.length - 1 || order.isPending}
                onMove={(by) => move(at, at + by)}
              />
            )}
          </li>
        ))}
      </ol>
      {mayEdit && (
        <Button
          variant="subtle"
          component={Go}
          to="/studio/sla?policy=new"
          leftSection={<IconPlus size={14} stroke={1.8} />}
        >
          New policy
        </Button>
      )}
    </nav>
  )
}
