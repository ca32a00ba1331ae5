import { ActionIcon, Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ShownPolicy } from '../../../features/sla/contract/policies.ts'
import { api } from '../../api.ts'
import { Go } from '../../ui/Go.tsx'
import { IconChevronDown, IconPlus } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { whenApplied } from './conditions.ts'
import { moved } from './order.ts'
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
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const order = useMutation({
    mutationFn: (ids: string[]) => api.sla.orderPolicies({ body: { ids, appliesTo: 'new_cases' } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: policiesQuery.queryKey }),
  })
  const ids = policies.map(({ id }) => id)
  const move = (from: number, to: number) => {
    const next = moved(ids, from, to)
    if (next.join() !== ids.join()) order.mutate(next)
  }
  return (
    <nav className={studio.order} aria-label="Policies, the first that applies counts">
      <ol>
        {policies.map((policy, at) => (
          <li
            key={policy.id}
            className={styles.place}
            data-over={(over === at && dragged !== null && dragged !== at) || undefined}
            draggable={mayEdit}
            onDragStart={() => setDragged(at)}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              setOver(at)
            }}
            onDrop={() => dragged !== null && move(dragged, at)}
          >
            <Go
              to={`/studio/sla?policy=${policy.id}`}
              aria-current={policy.id === open ? 'true' : undefined}
              draggable={false}
            >
              <b>
                {at + 1}. {policy.name}
              </b>
              {policy.disabled ? 'not tried' : whenApplied(policy, names)}
            </Go>
            {mayEdit && policy.id === open && policies.length > 1 && (
              <span className={styles.arrows}>
                <ActionIcon
                  variant="subtle"
                  size={24}
                  aria-label={`Try ${policy.name} earlier`}
                  disabled={at === 0 || order.isPending}
                  onClick={() => move(at, at - 1)}
                >
                  <IconChevronDown size={15} stroke={1.8} style={{ transform: 'rotate(180deg)' }} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size={24}
                  aria-label={`Try ${policy.name} later`}
                  disabled={at === policies.length - 1 || order.isPending}
                  onClick={() => move(at, at + 1)}
                >
                  <IconChevronDown size={15} stroke={1.8} />
                </ActionIcon>
              </span>
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
