import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'
import styles from './offer.module.css'
import { queuesQuery } from './queries.ts'
import { nothingWords } from './room.ts'

/** The next case of each queue that I work and in which something waits. */
export function TakeNext() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery(queuesQuery)
  const take = useMutation({
    mutationFn: async ({ id }: Queue) => {
      const { caseId, because } = await api.routing.takeNext({ params: { id } })
      return { number: caseId && (await api.cases.getCase({ params: { id: caseId } })).number, because }
    },
    ...said,
    onSuccess: async ({ number, because }, { name }) => {
      await cache.invalidateQueries()
      if (number) await navigate({ to: `/my-next/${number}` })
      else
        notifications.show({ title: `Nothing for you in ${name}`, message: nothingWords(because), autoClose: 12_000 })
    },
  })
  const queues = data?.items.filter(({ mine, standing }) => mine && standing.waiting > standing.offered) ?? []
  if (queues.length === 0) return null
  return (
    <div className={styles.take}>
      {queues.map((queue) => (
        <Button
          key={queue.id}
          variant="default"
          loading={take.isPending && take.variables.id === queue.id}
          onClick={() => take.mutate(queue)}
        >
          Take the next: {waitWords(queue.standing.waiting - queue.standing.offered)} in {queue.name}
        </Button>
      ))}
    </div>
  )
}

const waitWords = (count: number): string => (count === 1 ? '1 waits' : `${count} wait`)
