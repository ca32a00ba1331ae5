import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Leave } from '../../../features/absence/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { said } from '../../ui/said.ts'

/** A planned leave begins early, or not at all. */
export function PlannedActs({ leave }: { leave: Leave }) {
  const cache = useQueryClient()
  const go = useGo()
  const act = useMutation({
    mutationFn: (what: 'beginLeave' | 'cancelLeave') => api.absence[what]({ params: { id: leave.id } }),
    ...said,
    onSuccess: ({ state }) => {
      for (const key of ['leaves', 'people', 'me']) void cache.invalidateQueries({ queryKey: [key] })
      if (state === 'cancelled') {
        notifications.show({ message: 'The leave is cancelled. Nothing was handed over.' })
        go('/away')
      }
    },
  })
  return (
    <>
      <Button variant="default" loading={act.isPending} onClick={() => act.mutate('cancelLeave')}>
        Cancel this leave
      </Button>
      <Button variant="default" loading={act.isPending} onClick={() => act.mutate('beginLeave')}>
        Begin now
      </Button>
    </>
  )
}
